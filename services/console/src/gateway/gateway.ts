// POST /rpc/<package.Service>/<Method>: every RPC as JSON, for the command line and scripts. Streams answer one JSON a line.
import { once } from 'node:events';
import { fromJson, toJson, type DescMethod, type JsonValue } from '@bufbuild/protobuf';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError, Reason, toAppError } from '@switchyard/common/errors';
import type { CallOptions } from '@switchyard/common/grpc';
import type { KeyPrincipal } from '@switchyard/common/identity';
import { reachable, type Peers } from '../clients/peers.js';
import { callTimeoutMs, exportTimeoutMs, generateTimeoutMs } from '../limits.js';
import { restError } from '../rest/errors.js';

export interface GatewayOptions {
  readonly peers: Peers;
  readonly principalOf: (request: FastifyRequest) => KeyPrincipal;
}

type AnyMethod = (request: unknown, options: CallOptions) => unknown;

export function addGateway(server: FastifyInstance, { peers, principalOf }: GatewayOptions): void {
  server.post('/rpc/:service/:method', async (request, reply) => {
    const { service, method: name } = request.params as { service: string; method: string };
    const target = Object.hasOwn(reachable, service) ? reachable[service] : undefined;
    const method = target?.service.methods.find((candidate) => candidate.name === name);
    if (target === undefined || method === undefined) throw noSuchMethod(service, name);
    const onBehalfOf = principalOf(request);
    const input = readInput(method, request.body);
    const call = (peers[target.peer] as unknown as Record<string, AnyMethod>)[method.localName] as AnyMethod;
    const gone = new AbortController();
    reply.raw.on('close', () => gone.abort());
    if (method.methodKind === 'server_streaming') {
      return sendLines({ reply, method, signal: gone.signal, frames: call(input, { onBehalfOf, signal: gone.signal, timeoutMs: exportTimeoutMs }) as AsyncIterable<unknown> });
    }
    const timeoutMs = target.peer === 'router' ? generateTimeoutMs : callTimeoutMs;
    return toJson(method.output, (await call(input, { onBehalfOf, signal: gone.signal, timeoutMs })) as never);
  });
}

function readInput(method: DescMethod, body: unknown): unknown {
  try {
    return fromJson(method.input, (body ?? {}) as JsonValue);
  } catch (error) {
    throw new AppError(Reason.INVALID_FIELD, `body: ${(error as Error).message}.`, { field: 'body', nextStep: `Send ${method.input.typeName} as JSON.` });
  }
}

/** The first line comes before the headers, so that a refusal is an HTTP status. A stream that breaks ends with an error line. */
async function sendLines({ reply, method, frames, signal }: { reply: FastifyReply; method: DescMethod; frames: AsyncIterable<unknown>; signal: AbortSignal }): Promise<FastifyReply> {
  const iterator = frames[Symbol.asyncIterator]();
  let next = await iterator.next();
  reply.hijack();
  reply.raw.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-cache' });
  try {
    while (next.done !== true) {
      if (!reply.raw.write(`${JSON.stringify(toJson(method.output, next.value as never))}\n`)) await once(reply.raw, 'drain', { signal });
      next = await iterator.next();
    }
  } catch (error) {
    await iterator.return?.();
    if (!signal.aborted) reply.raw.write(`${JSON.stringify(restError(toAppError(error)))}\n`);
  }
  reply.raw.end();
  return reply;
}

function noSuchMethod(service: string, method: string): AppError {
  return new AppError(Reason.NOT_FOUND, `There is no method ${service}/${method} here.`, { nextStep: `The services are ${Object.keys(reachable).join(', ')}.` });
}
