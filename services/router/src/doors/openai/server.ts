// The OpenAI-compatible HTTP door: existing SDKs work by changing the base URL.
import type { AddressInfo } from 'node:net';
import { SpanKind, SpanStatusCode, context, propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { AppError, Reason, toAppError } from '@switchyard/common/errors';
import { messageBytesMax } from '@switchyard/common/grpc';
import type { KeyPrincipal, KeyRing } from '@switchyard/common/identity';
import { doorCertificate, type DoorConfig } from '@switchyard/common/runtime';
import type { Logger } from '@switchyard/common/telemetry';
import type { CatalogView } from '../../domain/catalog-view.js';
import type { Caller, RouterDomain } from '../../domain/router.js';
import { overviewOf } from '../../domain/overview.js';
import { uuid7 } from '../../domain/uuid7.js';
import { bodyTimeoutMs, deadlineDefaultMs } from '../../limits.js';
import { chatCompletion } from './answer.js';
import { errorBody, errorHeaders, errorStatus } from './error.js';
import { inDialect } from './dialect-fields.js';
import { InFlight } from './in-flight.js';
import { modelList, modelObject } from './models.js';
import { parseChat, type ParsedChat } from './parse-chat.js';
import { object, type Json } from './read.js';
import { sendStream } from './send-stream.js';
import { answerHeaders, applyHeaders } from './switchyard-headers.js';

const tracer = trace.getTracer('@switchyard/router');

export interface HttpDoorOptions {
  readonly domain: RouterDomain;
  readonly catalog: () => CatalogView | undefined;
  readonly keyRing: KeyRing;
  readonly logger: Logger;
  readonly door: DoorConfig;
}

export interface HttpDoor {
  readonly address: string;
  drain(): Promise<void>;
  close(): Promise<void>;
}

export async function serveHttpDoor(options: HttpDoorOptions): Promise<HttpDoor> {
  const inFlight = new InFlight();
  const server = Fastify({
    // HTTP carries pictures as base64, a third larger than the bytes that the limit means.
    bodyLimit: Math.ceil(messageBytesMax * 1.4),
    https: doorCertificate(options.door),
    requestTimeout: bodyTimeoutMs,
    forceCloseConnections: true,
    genReqId: () => uuid7(Date.now()),
    // An address that cannot be decoded never gets as far as a route.
    frameworkErrors: (error, request, reply) => void sendError(reply as never, fromFastify(error), request as never),
  });
  // Only JSON is a request here.
  server.removeContentTypeParser('text/plain');
  server.setErrorHandler((error, request, reply) => sendError(reply, noted(fromFastify(error), request, options.logger), request));
  server.setNotFoundHandler((request, reply) => sendError(reply, noSuchPath(request), request));
  server.addHook('onRequest', async (request, reply) => {
    inFlight.add(reply.raw);
    reply.header('x-request-id', request.id);
  });
  await server.register(async (api) => addRoutes(api, options), { prefix: '/v1' });
  server.get('/healthz', async () => ({ status: 'ok' }));
  await server.listen({ host: options.door.host, port: options.door.port });
  const { port } = server.server.address() as AddressInfo;
  return { address: `http://${options.door.host}:${port}`, drain: () => inFlight.drain(), close: () => server.close() };
}

function addRoutes(api: FastifyInstance, options: HttpDoorOptions): void {
  const principals = new WeakMap<FastifyRequest, KeyPrincipal>();
  const principalOf = (request: FastifyRequest): KeyPrincipal => principals.get(request) as KeyPrincipal;
  // Before the body is read: who has no key does not get to send 22 MiB.
  api.addHook('onRequest', async (request) => {
    principals.set(request, options.keyRing.authenticate(request.headers.authorization, Date.now()));
  });
  api.post('/chat/completions', (request, reply) => inSpan('POST /v1/chat/completions', request, () => chat(options, { request, reply, principal: principalOf(request) })));
  api.get('/models', async (request) => modelList(overviewOf(options.catalog(), principalOf(request))));
  // Names contain slashes and colons, hence the wildcard; it comes decoded.
  api.get('/models/*', async (request) => modelObject(overviewOf(options.catalog(), principalOf(request)), (request.params as { '*': string })['*']));
}

async function chat(options: HttpDoorOptions, { request, reply, principal }: { request: FastifyRequest; reply: FastifyReply; principal: KeyPrincipal }): Promise<unknown> {
  const nowMs = Date.now();
  const body = object(request.body, 'body');
  const parsed = parseChat(body);
  const { timeoutMs } = applyHeaders(parsed.request, request.headers);
  needModel(parsed, options.catalog());
  const gone = new AbortController();
  reply.raw.on('close', () => {
    if (!reply.raw.writableFinished) gone.abort(new AppError(Reason.CANCELLED, 'The caller went away.'));
  });
  const caller: Caller = { principal, signal: gone.signal, deadlineMs: timeoutMs === undefined ? undefined : nowMs + timeoutMs, door: 'openai', requestId: request.id };
  try {
    return await answer({ options, parsed, caller, request, reply, createdS: Math.floor(nowMs / 1000) });
  } catch (error) {
    throw inDialect(toAppError(error), body);
  }
}

async function answer(order: { options: HttpDoorOptions; parsed: ParsedChat; caller: Caller; request: FastifyRequest; reply: FastifyReply; createdS: number }): Promise<unknown> {
  const { options: { domain, logger }, parsed, caller, request, reply, createdS } = order;
  if (parsed.isStream) {
    const onBroken = (error: AppError): AppError => inDialect(noted(error, request, logger), request.body as Json);
    return sendStream({ frames: domain.stream(parsed.request, caller), reply, createdS, includeUsage: parsed.includeUsage, signal: caller.signal, deadlineMs: caller.deadlineMs ?? Date.now() + deadlineDefaultMs, onBroken });
  }
  const response = await domain.generate(parsed.request, caller);
  return reply.headers(answerHeaders(response)).send(chatCompletion(response, createdS));
}

/** Callers of this dialect always mean a model; one that names none gets the default or a refusal, never a guess. */
function needModel({ request }: ParsedChat, catalog: CatalogView | undefined): void {
  if (request.model !== '' || request.feature !== '' || catalog === undefined || (catalog.defaults?.model ?? '') !== '') return;
  throw new AppError(Reason.MISSING_FIELD, 'model: it is missing, and the catalog has no default.', { field: 'model', nextStep: 'Name a model or "feature:<name>"; GET /v1/models lists them. An operator sets the default with DEFAULT_AI_MODEL.' });
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

/** The caller gets a sentence and an id; whoever looks the id up finds what really happened. */
function noted(error: AppError, request: FastifyRequest, logger: Logger): AppError {
  const line = { event: 'request refused', request_id: error.options.requestId ?? request.id, reason: Reason[error.reason], path: request.url.split('?')[0], error: error.message };
  if (error.reason === Reason.INTERNAL) logger.error({ ...line, err: error.options.cause }, 'request failed');
  else logger.info(line, 'request refused');
  return error;
}

function sendError(reply: FastifyReply, error: AppError, request: FastifyRequest): FastifyReply {
  return reply.status(errorStatus(error)).headers({ 'x-request-id': request.id, ...errorHeaders(error) }).send(errorBody(error));
}

/** Fastify's own refusals (broken JSON, body too large) in our words. */
function fromFastify(error: unknown): AppError {
  const status = (error as { statusCode?: number }).statusCode;
  const { message } = error as Error;
  if (status === 413) return new AppError(Reason.MESSAGE_TOO_LARGE, 'The request is over the limit of 16 MiB.', { nextStep: 'Send images by URL, or fewer of them.' });
  if (status === 415) return new AppError(Reason.INVALID_FIELD, 'content-type: only application/json is taken.', { field: 'content-type', nextStep: 'Send JSON.' });
  if ((error as { code?: string }).code === 'FST_ERR_BAD_URL') return new AppError(Reason.INVALID_FIELD, 'The address cannot be decoded.', { nextStep: 'Check its percent signs.' });
  if (status === 400) return new AppError(Reason.INVALID_FIELD, `body: ${message}.`, { field: 'body', nextStep: 'Send a JSON object.' });
  return toAppError(error);
}

function noSuchPath(request: FastifyRequest): AppError {
  return new AppError(Reason.NOT_FOUND, `There is no ${request.method} ${request.url.split('?')[0]} here.`, { nextStep: 'This door has /v1/chat/completions and /v1/models.' });
}
