// The console's HTTP door: REST, the RPC gateway and the page.
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyRequest } from 'fastify';
import { AppError, httpStatusOf, Reason, toAppError } from '@switchyard/common/errors';
import type { KeyRing } from '@switchyard/common/identity';
import { doorCertificate, type DoorConfig } from '@switchyard/common/runtime';
import type { Logger } from '@switchyard/common/telemetry';
import type { Peers } from './clients/peers.js';
import { addGateway } from './gateway/gateway.js';
import { bodyBytesMax } from './limits.js';
import { addPage } from './page/page.js';
import { restError } from './rest/errors.js';
import { addRestRoutes } from './rest/routes.js';

export interface ConsoleServer {
  readonly address: string;
  close(): Promise<void>;
}

export interface ConsoleOptions {
  readonly peers: Peers;
  readonly keyRing: KeyRing;
  readonly door: DoorConfig;
  readonly logger: Logger;
}

export async function serveConsole({ peers, keyRing, door, logger }: ConsoleOptions): Promise<ConsoleServer> {
  const server = Fastify({ bodyLimit: bodyBytesMax, forceCloseConnections: true, https: doorCertificate(door), genReqId: () => randomUUID() });
  const principalOf = (request: FastifyRequest) => keyRing.authenticate(request.headers.authorization, Date.now());
  // Before the body is read: who has no key does not get to send 24 MiB.
  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (/^\/(api|rpc)\//.test(request.url)) principalOf(request);
  });
  server.setErrorHandler((error, request, reply) => {
    const found = fromFastify(error);
    const known = found.options.requestId === undefined ? found.with({ requestId: request.id }) : found;
    if (known.reason === Reason.INTERNAL) logger.error({ err: known.options.cause, request_id: known.options.requestId, path: request.url.split('?')[0] }, 'request failed');
    return reply.status(httpStatusOf(known)).send(restError(known));
  });
  server.setNotFoundHandler((request, reply) => {
    const known = new AppError(Reason.NOT_FOUND, `There is no ${request.method} ${request.url.split('?')[0]} here.`, { nextStep: 'The API is under /api/ai; the page is at /.' });
    return reply.status(404).send(restError(known));
  });
  addPage(server);
  addRestRoutes(server, { peers, principalOf });
  addGateway(server, { peers, principalOf });
  await server.listen({ host: door.host, port: door.port });
  const { port } = server.server.address() as AddressInfo;
  return { address: `http://${door.host}:${port}`, close: () => server.close() };
}

function fromFastify(error: unknown): AppError {
  const status = (error as { statusCode?: number }).statusCode;
  if (status === 413) return new AppError(Reason.MESSAGE_TOO_LARGE, 'The request is too large.', { nextStep: 'Send images by URL, or fewer of them.' });
  if (status === 400 || status === 415) return new AppError(Reason.INVALID_FIELD, `body: ${(error as Error).message}.`, { field: 'body', nextStep: 'Send JSON.' });
  return toAppError(error);
}
