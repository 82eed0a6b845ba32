// One vendor on one port: finds what was called, checks the key, reads the body
// and hands over to whoever serves that kind of call.

import type { IncomingMessage, ServerResponse } from 'node:http';

import { Call } from '../calls/call.js';
import type { Dialect, Endpoint } from '../dialects/dialect.js';
import { Refusal } from '../dialects/failure.js';
import { requestBytesMax } from '../limits.js';
import { createRandom, hashText } from '../text/random.js';
import type { World } from '../world.js';
import { checkCall } from './check-call.js';
import { checkKey } from './check-key.js';
import { readJson } from './read-json.js';
import { refuse } from './refuse.js';
import { serveAnalyze } from './serve-analyze.js';
import { serveBatches } from './serve-batches.js';
import { serveChat } from './serve-chat.js';
import { serveEmbed } from './serve-embed.js';
import { serveImage } from './serve-image.js';
import { serveModels } from './serve-models.js';
import type { Service } from './service.js';

export interface Port {
  handle(request: IncomingMessage, response: ServerResponse): void;
}

export function createPort(options: { name: string; dialect: Dialect; world: World }): Port {
  const { name, dialect, world } = options;
  const portSeed = hashText(name, world.seed ^ 0x811c9dc5);
  let calls = 0;
  return {
    handle(request, response) {
      calls += 1;
      const call = new Call({ id: calls, provider: name, request, response, nowMs: world.now(), onClose: (closed) => world.inflight.remove(closed) });
      world.inflight.add(call);
      // The n-th call of a port has the same numbers in every run with the same seed.
      const random = createRandom(hashText(String(calls), portSeed));
      const requestId = `${calls.toString(16).padStart(8, '0')}${random.integer(0, 0xffffffff).toString(16).padStart(8, '0')}`;
      const service: Service = { world, dialect, call, requestId, random, behaviour: {} };
      serve(service).catch((error: unknown) => {
        const failure = error instanceof Refusal ? error.failure : { kind: 'status' as const, status: 500, message: `sandbox: ${String(error)}` };
        refuse(service, failure).catch(() => response.destroy());
      });
    },
  };
}

async function serve(service: Service): Promise<void> {
  const { dialect, call } = service;
  const url = new URL(call.request.url ?? '/', 'http://sandbox');
  const method = call.request.method ?? 'GET';
  const endpoint = dialect.findEndpoint(method, url.pathname, url.searchParams);
  if (endpoint === undefined) throw new Refusal({ kind: 'not_found', subject: `${method} ${url.pathname}` });
  if (endpoint === 'method_not_allowed') throw new Refusal({ kind: 'method_not_allowed', subject: `${method} ${url.pathname}` });
  checkKey(service);
  if (endpoint.kind === 'batches') return serveBatches(service, endpoint.batches, url);
  if (needsBody(endpoint)) {
    const body = await readJson(service, url, requestBytesMax);
    if (body === undefined) return;
    if (endpoint.kind === 'chat') return serveChat(service, endpoint.chat, body);
    if (endpoint.kind === 'embed') return serveEmbed(service, endpoint.embed, body);
    if (endpoint.kind === 'analyze') return serveAnalyze(service, endpoint.analyze, body);
    if (endpoint.kind === 'image') return serveImage(service, endpoint.image, body);
    return serveModels(service, { kind: 'model', name: endpoint.readName(body), show: endpoint.show }, url.searchParams);
  }
  checkCall(service, url, '');
  return serveModels(service, endpoint, url.searchParams);
}

type BodyEndpoint = Extract<Endpoint, { kind: 'chat' | 'embed' | 'image' | 'analyze' | 'model_in_body' }>;

function needsBody(endpoint: Endpoint): endpoint is BodyEndpoint {
  return endpoint.kind === 'chat' || endpoint.kind === 'embed' || endpoint.kind === 'image' || endpoint.kind === 'analyze' || endpoint.kind === 'model_in_body';
}
