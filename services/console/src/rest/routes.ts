// The REST API under /api/ai. Every call speaks for the key it came with; the services decide what that key may see.
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError, Reason } from '@switchyard/common/errors';
import type { CallOptions } from '@switchyard/common/grpc';
import type { KeyPrincipal } from '@switchyard/common/identity';
import type { Peers } from '../clients/peers.js';
import { parseGenerate } from '../domain/parse-generate.js';
import { showAnswer } from '../domain/show-answer.js';
import { showModel } from '../domain/show-model.js';
import { showProvider, showStatus } from '../domain/show-provider.js';
import { showRequest } from '../domain/show-request.js';
import { showStats } from '../domain/show-stats.js';
import { usdOfText } from '../domain/show-money.js';
import { callTimeoutMs, generateTimeoutMs, pageSizeDefault, pageSizeMax } from '../limits.js';
import { streamStatus } from './status-stream.js';

export interface RestOptions {
  readonly peers: Peers;
  readonly principalOf: (request: FastifyRequest) => KeyPrincipal;
}

export function addRestRoutes(server: FastifyInstance, { peers, principalOf }: RestOptions): void {
  const as = (request: FastifyRequest, timeoutMs = callTimeoutMs): CallOptions => ({ onBehalfOf: principalOf(request), timeoutMs });
  const snapshotFor = async (request: FastifyRequest) => (await peers.catalog.getSnapshot({}, as(request))).snapshot;

  server.get('/api/ai/models', async (request) => {
    const snapshot = await snapshotFor(request);
    const models = (snapshot?.models ?? []).filter(matches(request.query as Record<string, string>));
    const { page, next } = cut(models, request);
    return { models: page.map((model) => showModel(model, snapshot?.prices.find(({ id }) => id === model.priceVersion))), next_cursor: next };
  });
  server.get('/api/ai/models/*', async (request) => {
    const name = nameOf(request);
    const snapshot = await snapshotFor(request);
    const model = snapshot?.models.find((candidate) => candidate.name === name);
    if (model === undefined) throw new AppError(Reason.UNKNOWN_MODEL, `There is no model "${name}".`, { nextStep: 'List them with GET /api/ai/models.' });
    return { model: showModel(model, snapshot?.prices.find(({ id }) => id === model.priceVersion)) };
  });
  server.get('/api/ai/providers', async (request) => {
    const [snapshot, credentials] = await Promise.all([snapshotFor(request), credentialsFor(peers, as(request))]);
    const { page, next } = cut(snapshot?.providers ?? [], request);
    return { providers: page.map((provider) => showProvider(provider, credentials)), next_cursor: next };
  });
  server.get('/api/ai/providers/*', async (request) => {
    const id = nameOf(request);
    const [snapshot, credentials] = await Promise.all([snapshotFor(request), credentialsFor(peers, as(request))]);
    const provider = snapshot?.providers.find((candidate) => candidate.id === id);
    if (provider === undefined) throw new AppError(Reason.UNKNOWN_PROVIDER, `There is no provider "${id}".`, { nextStep: 'List them with GET /api/ai/providers.' });
    return { provider: showProvider(provider, credentials) };
  });
  server.get('/api/ai/provider-status', async (request) => {
    const [status, today] = await Promise.all([peers.health.getStatus({}, as(request)), costsToday(peers, as(request))]);
    return showStatus(status, today);
  });
  server.get('/api/ai/provider-status/stream', (request, reply) => streamStatus({ peers, reply, onBehalfOf: principalOf(request) }));
  server.get('/api/ai/stats', async (request) => {
    const [snapshot, report] = await Promise.all([snapshotFor(request), peers.ledger.reportUsage({ groupBy: ['model'] }, as(request))]);
    return showStats(snapshot?.models ?? [], report.rows, report.total);
  });
  server.get('/api/ai/requests', async (request) => {
    const { requests, page } = await peers.ledger.listRequests({ page: { size: sizeOf(request), cursor: cursorOf(request) } }, as(request));
    return { requests: requests.map(showRequest), next_cursor: page?.nextCursor || undefined };
  });
  server.get('/api/ai/spend', async (request) => {
    const [report, budgets] = await Promise.all([peers.ledger.reportUsage({ groupBy: ['day'] }, as(request)), peers.budgets.listBudgets({}, as(request))]);
    return {
      days: report.rows.map(({ group, costPicousd, attempts, unpriced }) => ({ day: group['day'], cost: usdOfText(costPicousd), attempts: Number(attempts), unpriced: Number(unpriced) })),
      total: usdOfText(report.total?.costPicousd ?? '0'),
      budgets: budgets.budgets.map(({ budget, postedPicousd, heldPicousd, openHolds, suspectHolds }) => ({
        name: budget?.name, tenant: budget?.tenant, scope: budget?.scope, window: budget?.window, hard: budget?.hard, limit: usdOfText(budget?.limitPicousd ?? '0'), posted: usdOfText(postedPicousd), held: usdOfText(heldPicousd), open_holds: openHolds, suspect_holds: suspectHolds,
      })),
    };
  });
  server.post('/api/ai/generate', async (request) => showAnswer(await peers.router.generate(parseGenerate(request.body), as(request, generateTimeoutMs))));
}

/** Who may not see the keys sees the providers all the same. */
async function credentialsFor(peers: Peers, options: CallOptions) {
  try {
    return (await peers.credentials.listCredentials({}, options)).credentials;
  } catch {
    return [];
  }
}

/** Cost per provider since midnight UTC. States are shown all the same while the ledger is away. */
async function costsToday({ ledger }: Peers, options: CallOptions): Promise<ReadonlyMap<string, bigint>> {
  const midnightMs = Date.parse(`${new Date().toISOString().slice(0, 10)}T00:00:00Z`);
  try {
    const { rows } = await ledger.reportUsage({ groupBy: ['provider'], from: timestampFromMs(midnightMs) }, options);
    return new Map(rows.map(({ group, costPicousd }) => [group['provider'] ?? '', BigInt(costPicousd || '0')]));
  } catch {
    return new Map();
  }
}

function matches(query: Record<string, string>) {
  return (model: { provider: string; tier: string; name: string; capabilities: readonly string[]; enabled: boolean }): boolean =>
    (query['provider'] === undefined || model.provider === query['provider']) &&
    (query['tier'] === undefined || model.tier === query['tier']) &&
    (query['capability'] === undefined || model.capabilities.includes(query['capability'])) &&
    (query['enabled'] === undefined || String(model.enabled) === query['enabled']) &&
    (query['search'] === undefined || model.name.includes(query['search']));
}

/** Lists of the catalog are short; the cursor is a place in them. */
function cut<T>(all: readonly T[], request: FastifyRequest): { page: readonly T[]; next: string | undefined } {
  const start = Number(cursorOf(request) || '0');
  if (!Number.isSafeInteger(start) || start < 0) throw new AppError(Reason.INVALID_FIELD, 'cursor: it is not one of ours.', { field: 'cursor', nextStep: 'Send next_cursor of the page before, or leave it out.' });
  const end = start + sizeOf(request);
  return { page: all.slice(start, end), next: end < all.length ? String(end) : undefined };
}

function sizeOf(request: FastifyRequest): number {
  const size = Number((request.query as Record<string, string>)['limit'] ?? pageSizeDefault);
  if (Number.isInteger(size) && size >= 1 && size <= pageSizeMax) return size;
  throw new AppError(Reason.INVALID_FIELD, `limit: it is not a number from 1 to ${pageSizeMax}.`, { field: 'limit', nextStep: 'Leave it out for 50.' });
}

function cursorOf(request: FastifyRequest): string {
  return (request.query as Record<string, string>)['cursor'] ?? '';
}

/** Names contain slashes, hence the wildcard; it comes decoded. */
function nameOf(request: FastifyRequest): string {
  return (request.params as { '*': string })['*'];
}
