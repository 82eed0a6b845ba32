// All that is known of all routes, and what follows for providers and for the whole. Pure: time and randomness are arguments.
import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import type { Snapshot } from '@switchyard/proto/catalog/v1/catalog_service';
import {
  FiguresSchema,
  GetStatusResponseSchema,
  ProviderStatusSchema,
  RouteStatusSchema,
  type GetStatusResponse,
  type ProviderStatus,
  type RouteStatus,
} from '@switchyard/proto/health/v1/health_service';
import { routesOfSnapshot, type CatalogRoute } from '@switchyard/common/routes';
import { bucketMs, buckets, criticalP95Ms, trendShare } from '../limits.js';
import { RouteWindow, type Observation, type WindowFigures } from './route-window.js';
import { isWorse, RouteVerdict, type Status } from './verdict.js';

interface RouteState {
  readonly window: RouteWindow;
  readonly verdict: RouteVerdict;
}

export class HealthState {
  readonly #routes = new Map<string, RouteState>();
  #catalog: readonly CatalogRoute[] = [];
  #enabledProviders: readonly { id: string; enabled: boolean }[] = [];
  #maintenance: ReadonlySet<string> = new Set();
  readonly #requestsToday = new Map<string, number>();
  #day = '';

  setCatalog(snapshot: Snapshot): void {
    this.#catalog = routesOfSnapshot(snapshot);
    this.#enabledProviders = snapshot.providers;
    const known = new Set(this.#catalog.map(({ id }) => id));
    for (const route of this.#routes.keys()) if (!known.has(route)) this.#routes.delete(route);
  }

  /** Entries are provider ids and route names. */
  setMaintenance(entries: ReadonlySet<string>): void {
    this.#maintenance = entries;
  }

  get routes(): readonly CatalogRoute[] {
    return this.#catalog;
  }

  /** Returns the route's new status when this attempt changed it. */
  observe(route: string, observation: Observation, more: { source: 'traffic' | 'probe'; tenant: string; nowMs: number; random: () => number }): RouteStatus | undefined {
    const state = this.#of(route);
    state.window.observe(observation, more.source, more.random);
    this.#count(more.tenant, route.split('/')[0] ?? '', more.nowMs);
    return observation.isFailure && state.verdict.failuresSeen(state.window, more.nowMs) ? this.routeStatus(route, more.nowMs) : undefined;
  }

  /** Ends a window of ten seconds; returns the routes whose status changed. */
  endWindow(nowMs: number): RouteStatus[] {
    const changed: RouteStatus[] = [];
    for (const [route, { window, verdict }] of this.#routes) if (verdict.windowEnded(window, nowMs)) changed.push(this.routeStatus(route, nowMs));
    return changed;
  }

  lastSeenAtMs(route: string): number | undefined {
    return this.#routes.get(route)?.window.lastSeenAtMs;
  }

  routeStatus(route: string, nowMs: number): RouteStatus {
    const { window, verdict } = this.#of(route);
    const [provider = '', ...rest] = route.split('/');
    const inMaintenance = this.#maintenance.has(route) || this.#maintenance.has(provider);
    return create(RouteStatusSchema, {
      route,
      provider,
      model: rest.slice(0, -2).join('/'),
      status: inMaintenance ? 'maintenance' : verdict.status,
      why: inMaintenance ? 'set by a person' : verdict.why,
      sequence: verdict.sequence,
      madeAt: timestampFromMs(nowMs),
      figures: figuresMessage(window.figures(nowMs - bucketMs * buckets, nowMs + 1), window),
    });
  }

  /** Counts are those of one tenant; an empty name means all. */
  status(tenant: string, nowMs: number): GetStatusResponse {
    this.#turnDay(nowMs);
    const routes = this.#catalog.map(({ id }) => this.routeStatus(id, nowMs)).toSorted((a, b) => (a.route < b.route ? -1 : 1));
    const providers = this.#enabledProviders.map(({ id }) => this.#providerStatus(id, routes, tenant, nowMs));
    return create(GetStatusResponseSchema, {
      overall: this.#overall(providers, nowMs),
      providers,
      routes,
      providersTotal: providers.length,
      providersActive: this.#enabledProviders.filter(({ enabled }) => enabled).length,
      providersHealthy: providers.filter(({ status }) => status === 'healthy').length,
      madeAt: timestampFromMs(nowMs),
    });
  }

  /** Worst of the routes that were used lately; of all of them when none was. */
  #providerStatus(provider: string, routes: readonly RouteStatus[], tenant: string, nowMs: number): ProviderStatus {
    const own = routes.filter((route) => route.provider === provider);
    const used = own.filter(({ figures }) => (figures?.attempts ?? 0n) > 0n);
    const judged = used.length > 0 ? used : own;
    const worst = judged.reduce<Status>((status, route) => (isWorse(route.status as Status, status) ? (route.status as Status) : status), 'healthy');
    const windows = own.flatMap(({ route }) => this.#routes.get(route)?.window ?? []);
    return create(ProviderStatusSchema, {
      provider,
      status: worst,
      trend: trendOf(windows, nowMs),
      figures: used.length === 0 ? undefined : mergeFigures(windows, nowMs),
      modelsAvailable: new Set(own.filter(({ status }) => status === 'healthy' || status === 'warning').map(({ model }) => model)).size,
      requestsToday: BigInt(this.#requestsOf(tenant, provider)),
    });
  }

  #overall(providers: readonly ProviderStatus[], nowMs: number): string {
    const usable = providers.filter(({ status }) => status === 'healthy' || status === 'warning').length;
    const isSlow = this.#catalog.some(({ id, model }) => !model.reasoning && (this.#of(id).window.figures(nowMs - bucketMs * buckets, nowMs + 1).p95Ms ?? 0) > criticalP95Ms);
    if ((providers.length > 0 && usable === 0) || isSlow) return 'critical';
    return providers.every(({ status }) => status === 'healthy') ? 'healthy' : 'degraded';
  }

  #of(route: string): RouteState {
    let state = this.#routes.get(route);
    if (state === undefined) this.#routes.set(route, (state = { window: new RouteWindow(), verdict: new RouteVerdict() }));
    return state;
  }

  /** Of one tenant, or of all for an empty name. */
  #requestsOf(tenant: string, provider: string): number {
    if (tenant !== '') return this.#requestsToday.get(`${tenant}\n${provider}`) ?? 0;
    let sum = 0;
    for (const [key, count] of this.#requestsToday) if (key.endsWith(`\n${provider}`)) sum += count;
    return sum;
  }

  #count(tenant: string, provider: string, nowMs: number): void {
    this.#turnDay(nowMs);
    const key = `${tenant}\n${provider}`;
    this.#requestsToday.set(key, (this.#requestsToday.get(key) ?? 0) + 1);
  }

  #turnDay(nowMs: number): void {
    const day = new Date(nowMs).toISOString().slice(0, 10);
    if (day === this.#day) return;
    this.#requestsToday.clear();
    this.#day = day;
  }
}

function figuresMessage(figures: WindowFigures, window: RouteWindow) {
  return create(FiguresSchema, {
    attempts: BigInt(figures.calls),
    failures: BigInt(figures.failures),
    successRate: figures.calls === 0 ? undefined : 1 - figures.failures / figures.calls,
    meanMs: figures.meanMs,
    p50Ms: figures.p50Ms,
    p95Ms: figures.p95Ms,
    p99Ms: figures.p99Ms,
    lastError: window.lastError,
    lastCheckAt: window.lastSeenAtMs === undefined ? undefined : timestampFromMs(window.lastSeenAtMs),
    lastCheckSource: window.lastSource,
  });
}

/** Percentiles of several routes together are those of the slowest: exact ones would need all samples merged on every look. */
function mergeFigures(windows: readonly RouteWindow[], nowMs: number) {
  const all = windows.map((window) => ({ window, figures: window.figures(nowMs - bucketMs * buckets, nowMs + 1) })).filter(({ figures }) => figures.calls > 0);
  const calls = all.reduce((sum, { figures }) => sum + figures.calls, 0);
  const failures = all.reduce((sum, { figures }) => sum + figures.failures, 0);
  const slowest = (pick: (figures: WindowFigures) => number | undefined): number | undefined =>
    all.reduce<number | undefined>((most, { figures }) => (pick(figures) === undefined ? most : Math.max(most ?? 0, pick(figures) ?? 0)), undefined);
  const newest = all.toSorted((a, b) => (b.window.lastSeenAtMs ?? 0) - (a.window.lastSeenAtMs ?? 0))[0];
  return Object.assign(newest === undefined ? create(FiguresSchema) : figuresMessage(newest.figures, newest.window), {
    attempts: BigInt(calls),
    failures: BigInt(failures),
    successRate: calls === 0 ? undefined : 1 - failures / calls,
    meanMs: weightedMean(all.map(({ figures }) => figures)),
    p50Ms: slowest(({ p50Ms }) => p50Ms),
    p95Ms: slowest(({ p95Ms }) => p95Ms),
    p99Ms: slowest(({ p99Ms }) => p99Ms),
  });
}

function weightedMean(figures: readonly WindowFigures[]): number | undefined {
  const known = figures.filter((one): one is WindowFigures & { meanMs: number } => one.meanMs !== undefined);
  const calls = known.reduce((sum, one) => sum + one.calls - one.failures, 0);
  return calls === 0 ? undefined : known.reduce((sum, one) => sum + one.meanMs * (one.calls - one.failures), 0) / calls;
}

/** Success in the newer half of the window against the older. */
function trendOf(windows: readonly RouteWindow[], nowMs: number): string {
  const half = (bucketMs * buckets) / 2;
  const share = (fromMs: number, toMs: number): number | undefined => {
    const sums = windows.map((window) => window.figures(fromMs, toMs));
    const calls = sums.reduce((sum, one) => sum + one.calls, 0);
    return calls === 0 ? undefined : sums.reduce((sum, one) => sum + one.failures, 0) / calls;
  };
  const [before, now] = [share(nowMs - 2 * half, nowMs - half), share(nowMs - half, nowMs + 1)];
  if (before === undefined || now === undefined || Math.abs(before - now) < trendShare) return 'stable';
  return now < before ? 'improving' : 'declining';
}
