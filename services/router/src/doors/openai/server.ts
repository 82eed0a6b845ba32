// The OpenAI-compatible HTTP door: existing SDKs work by changing the base URL.
import type { AddressInfo } from 'node:net';
import { SpanKind, SpanStatusCode, context, propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { AppError, Reason, toAppError } from '@switchyard/common/errors';
import { messageBytesMax } from '@switchyard/common/grpc';
import type { KeyRing } from '@switchyard/common/identity';
import type { Logger } from '@switchyard/common/telemetry';
import type { CatalogView } from '../../domain/catalog-view.js';
import type { Caller, RouterDomain } from '../../domain/router.js';
import { overviewOf } from '../../domain/overview.js';
import { chatCompletion } from './answer.js';
import { errorBody, errorHeaders, errorStatus } from './error.js';
import { modelList, modelObject } from './models.js';
import { parseChat } from './parse-chat.js';
import { object } from './read.js';
import { sendStream } from './send-stream.js';
import { answerHeaders, applyHeaders } from './switchyard-headers.js';

const tracer = trace.getTracer('@switchyard/router');

export interface HttpDoorOptions {
  readonly domain: RouterDomain;
  readonly catalog: () => CatalogView | undefined;
  readonly keyRing: KeyRing;
  readonly logger: Logger;
  readonly host: string;
  readonly port: number;
}

export interface HttpDoor {
  readonly address: string;
  drain(): Promise<void>;
  close(): Promise<void>;
}

export async function serveHttpDoor(options: HttpDoorOptions): Promise<HttpDoor> {
  // HTTP carries pictures as base64, a third larger than the bytes that the limit means.
  const server = Fastify({ bodyLimit: Math.ceil(messageBytesMax * 1.4), forceCloseConnections: true });
  server.setErrorHandler((error, _request, reply) => sendError(reply, fromFastify(error)));
  server.setNotFoundHandler((request, reply) => sendError(reply, noSuchPath(request)));
  addRoutes(server, options);
  await server.listen({ host: options.host, port: options.port });
  const { port } = server.server.address() as AddressInfo;
  return { address: `http://${options.host}:${port}`, drain: async () => server.server.closeIdleConnections(), close: () => server.close() };
}

function addRoutes(server: FastifyInstance, options: HttpDoorOptions): void {
  const principalOf = (request: FastifyRequest) => options.keyRing.authenticate(request.headers.authorization, Date.now());
  server.get('/healthz', async () => ({ status: 'ok' }));
  server.post('/v1/chat/completions', (request, reply) => inSpan('POST /v1/chat/completions', request, () => chat(options, request, reply)));
  server.get('/v1/models', async (request) => modelList(overviewOf(options.catalog(), principalOf(request))));
  // Names contain slashes and colons, hence the wildcard.
  server.get('/v1/models/*', async (request) => modelObject(overviewOf(options.catalog(), principalOf(request)), decodeURIComponent((request.params as { '*': string })['*'])));
}

async function chat({ domain, keyRing }: HttpDoorOptions, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const nowMs = Date.now();
  const principal = keyRing.authenticate(request.headers.authorization, nowMs);
  const parsed = parseChat(object(request.body, 'body'));
  const { timeoutMs } = applyHeaders(parsed.request, request.headers);
  const gone = new AbortController();
  reply.raw.on('close', () => {
    if (!reply.raw.writableFinished) gone.abort(new AppError(Reason.CANCELLED, 'The caller went away.'));
  });
  const caller: Caller = { principal, signal: gone.signal, deadlineMs: timeoutMs === undefined ? undefined : nowMs + timeoutMs, door: 'openai' };
  const createdS = Math.floor(nowMs / 1000);
  if (parsed.isStream) return sendStream({ frames: domain.stream(parsed.request, caller), reply, createdS, includeUsage: parsed.includeUsage, signal: gone.signal });
  const response = await domain.generate(parsed.request, caller);
  return reply.headers(answerHeaders(response)).send(chatCompletion(response, createdS));
}

/** The door's own span: a child of the caller's, when it sends one. */
function inSpan<T>(name: string, request: FastifyRequest, work: () => Promise<T>): Promise<T> {
  const parent = propagation.extract(ROOT_CONTEXT, request.headers);
  const span = tracer.startSpan(name, { kind: SpanKind.SERVER, attributes: { 'http.request.method': request.method, 'url.path': request.url } }, parent);
  return context.with(trace.setSpan(parent, span), async () => {
    try {
      return await work();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: toAppError(error).message });
      throw error;
    } finally {
      span.end();
    }
  });
}

export function sendError(reply: FastifyReply, error: AppError): FastifyReply {
  return reply.status(errorStatus(error)).headers(errorHeaders(error)).send(errorBody(error));
}

/** Fastify's own refusals (broken JSON, body too large) in our words. */
function fromFastify(error: unknown): AppError {
  const status = (error as { statusCode?: number }).statusCode;
  const { message } = error as Error;
  if (status === 413) return new AppError(Reason.MESSAGE_TOO_LARGE, 'The request is over the limit of 16 MiB.', { nextStep: 'Send images by URL, or fewer of them.' });
  if (status === 415) return new AppError(Reason.INVALID_FIELD, 'content-type: only application/json is taken.', { field: 'content-type', nextStep: 'Send JSON.' });
  if (status === 400) return new AppError(Reason.INVALID_FIELD, `body: ${message}.`, { field: 'body', nextStep: 'Send a JSON object.' });
  return toAppError(error);
}

function noSuchPath(request: FastifyRequest): AppError {
  return new AppError(Reason.NOT_FOUND, `There is no ${request.method} ${request.url.split('?')[0]} here.`, { nextStep: 'This door has /v1/chat/completions and /v1/models.' });
}
