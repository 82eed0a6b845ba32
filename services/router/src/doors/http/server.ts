// The HTTP doors: one port, all dialects. Existing SDKs work by changing the base URL and the key.
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { AppError, Reason } from '@switchyard/common/errors';
import type { KeyPrincipal, KeyRing } from '@switchyard/common/identity';
import { doorCertificate, type DoorConfig } from '@switchyard/common/runtime';
import type { Logger } from '@switchyard/common/telemetry';
import type { CatalogView } from '../../domain/catalog-view.js';
import type { RouterDomain } from '../../domain/router.js';
import { uuid7 } from '../../domain/uuid7.js';
import { bodyBytesMax, bodyTimeoutMs } from '../../limits.js';
import type { HttpDialect } from './dialect.js';
import { fromFramework } from './framework-errors.js';
import { HttpCall } from './http-call.js';
import { InFlight } from './in-flight.js';
import { inSpan } from './in-span.js';
import { presentedKey } from './presented-key.js';
import { idHeaders } from './switchyard-headers.js';

export interface HttpDoorOptions {
  readonly domain: RouterDomain;
  readonly catalog: () => CatalogView | undefined;
  readonly keyRing: KeyRing;
  readonly logger: Logger;
  readonly door: DoorConfig;
  /** The last one owns what no other does. */
  readonly dialects: readonly HttpDialect[];
}

export interface HttpDoor {
  readonly address: string;
  drain(): Promise<void>;
  close(): Promise<void>;
}

export async function serveHttpDoor(options: HttpDoorOptions): Promise<HttpDoor> {
  const inFlight = new InFlight();
  const doors = new Doors(options);
  const server = Fastify({
    bodyLimit: bodyBytesMax,
    https: doorCertificate(options.door),
    requestTimeout: bodyTimeoutMs,
    forceCloseConnections: true,
    genReqId: () => uuid7(Date.now()),
    // An address that cannot be decoded never gets as far as a route.
    frameworkErrors: (error, request, reply) => void doors.refuse(fromFramework(error), request as never, reply as never),
  });
  // Only JSON is a request here.
  server.removeContentTypeParser('text/plain');
  server.setErrorHandler((error, request, reply) => doors.refuse(doors.noted(fromFramework(error), request), request, reply));
  server.setNotFoundHandler((request, reply) => doors.refuse(doors.noSuchPath(request), request, reply));
  server.addHook('onRequest', async (request, reply) => {
    inFlight.add(reply.raw);
    reply.headers(idHeaders(request.id));
  });
  await server.register(async (api) => {
    // Before the body is read: who has no key does not get to send it.
    api.addHook('onRequest', async (request) => doors.admit(request));
    for (const [method, path] of doors.places()) api.route({ method, url: path, handler: (request, reply) => doors.answer(request, reply, path) });
  });
  server.get('/healthz', async () => ({ status: 'ok' }));
  await server.listen({ host: options.door.host, port: options.door.port });
  const { port } = server.server.address() as AddressInfo;
  return { address: `http://${options.door.host}:${port}`, drain: () => inFlight.drain(), close: () => server.close() };
}

class Doors {
  readonly #options: HttpDoorOptions;
  readonly #principals = new WeakMap<FastifyRequest, KeyPrincipal>();

  constructor(options: HttpDoorOptions) {
    this.#options = options;
  }

  /** Every path once, whoever answers there. */
  places(): (readonly ['GET' | 'POST', string])[] {
    const all = this.#options.dialects.flatMap(({ routes }) => routes.map(({ method, path }) => `${method} ${path}`));
    return [...new Set(all)].map((place) => place.split(' ') as ['GET' | 'POST', string]);
  }

  admit(request: FastifyRequest): void {
    this.#principals.set(request, this.#options.keyRing.authenticate(presentedKey(request.headers), Date.now()));
  }

  answer(request: FastifyRequest, reply: FastifyReply, place: string): Promise<unknown> {
    const dialect = this.#dialectOf(request);
    const route = dialect.routes.find(({ method, path }) => method === request.method && path === place);
    if (route === undefined) throw this.noSuchPath(request);
    const { domain, catalog } = this.#options;
    const principal = this.#principals.get(request) as KeyPrincipal;
    const call = new HttpCall({ dialect, translate: route.translate ?? dialect.translate, domain, catalog: catalog(), principal, request, reply, note: (error) => this.noted(error, request) });
    const span = { name: `${route.method} ${route.path}`, method: route.method, path: request.url, headers: request.headers };
    return inSpan(span, () => call.inDialect(async () => route.answer(call)));
  }

  refuse(error: AppError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const dialect = this.#dialectOf(request);
    return reply.status(dialect.errorStatus(error)).headers({ ...idHeaders(request.id), ...dialect.errorHeaders(error) }).send(dialect.errorBody(error, error.options.requestId ?? request.id));
  }

  /** The caller gets a sentence and an id; whoever looks the id up finds what really happened. */
  noted(error: AppError, request: FastifyRequest): AppError {
    const { logger } = this.#options;
    const line = { event: 'request refused', request_id: error.options.requestId ?? request.id, reason: Reason[error.reason], path: pathOf(request), error: error.message };
    if (error.reason === Reason.INTERNAL) logger.error({ ...line, err: error.options.cause }, 'request failed');
    else logger.info(line, 'request refused');
    return error;
  }

  noSuchPath(request: FastifyRequest): AppError {
    const here = this.#dialectOf(request).routes.map(({ method, path }) => `${method} ${path}`);
    return new AppError(Reason.NOT_FOUND, `There is no ${request.method} ${pathOf(request)} here.`, { nextStep: `This door has ${here.join(', ')}.` });
  }

  #dialectOf(request: FastifyRequest): HttpDialect {
    const { dialects } = this.#options;
    return dialects.find((dialect) => dialect.owns(pathOf(request), request.headers)) ?? (dialects.at(-1) as HttpDialect);
  }
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0] ?? '';
}
