// Probes idle routes, by one replica, within a daily cap. Without Postgres there is no leader and no probe.
import { create } from '@bufbuild/protobuf';
import { randomUUID } from 'node:crypto';
import { AttemptKind } from '@switchyard/proto/common/v1/attempt';
import type { PriceVersion } from '@switchyard/proto/catalog/v1/price';
import type { Snapshot } from '@switchyard/proto/catalog/v1/catalog_service';
import { AttemptTermsSchema } from '@switchyard/proto/event/v1/usage';
import type { ProviderAdapter } from '@switchyard/proto/provider/v1/provider_service';
import type { Client } from '@switchyard/common/grpc';
import type { Database } from '@switchyard/common/postgres';
import { bound, priceVersionOfMessage } from '@switchyard/common/rating';
import type { Logger } from '@switchyard/common/telemetry';
import type { HealthState } from '../domain/health-state.js';
import { dueProbes } from '../domain/probe-plan.js';
import type { CatalogRoute } from '@switchyard/common/routes';
import { leaderRetryMs, probeCostPerDayPicoUsd, probeLookEveryMs, probeOutputTokens, probeTenant, probeTimeoutMs } from '../limits.js';
import type { HealthStore, HealthTables } from '../store/health-store.js';

/** A probe's prompt is a word; its bound allows for any tokenizer and template. */
const probeInputTokensMax = 256n;

export interface ProberOptions {
  readonly state: HealthState;
  readonly store: HealthStore;
  readonly database: Database<HealthTables>;
  readonly adapter: Client<typeof ProviderAdapter>;
  readonly snapshot: () => Snapshot | undefined;
  readonly logger: Logger;
  readonly now: () => number;
  /** How often it looks for idle routes and for the leadership. */
  readonly lookEveryMs?: number | undefined;
}

export function startProber(options: ProberOptions): { close(): Promise<void> } {
  const stop = new AbortController();
  const running = runAsLeader(options, stop.signal);
  return {
    async close() {
      stop.abort();
      await running;
    },
  };
}

async function runAsLeader(options: ProberOptions, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const lock = await options.database.tryAdvisorySessionLock('health-monitor-prober').catch(() => undefined);
    if (lock === undefined) {
      await wait(options.lookEveryMs ?? leaderRetryMs, stop);
      continue;
    }
    const spell: Spell = { startedAtMs: options.now(), probedAtMs: new Map(), goesOn: () => !stop.aborted && lock.isHeld, stop };
    while (spell.goesOn()) {
      await probeDue(options, spell).catch((error: unknown) => options.logger.warn({ err: error }, 'probing failed'));
      await wait(options.lookEveryMs ?? probeLookEveryMs, stop);
    }
    await lock.release();
  }
}

/** One leadership, from the lock to its loss. */
interface Spell {
  readonly startedAtMs: number;
  readonly probedAtMs: Map<string, number>;
  goesOn(): boolean;
  readonly stop: AbortSignal;
}

async function probeDue(options: ProberOptions, spell: Spell): Promise<void> {
  const { state, now } = options;
  const due = dueProbes(state.routes, { lastSeenAtMs: (id) => state.lastSeenAtMs(id), lastProbedAtMs: (id) => spell.probedAtMs.get(id), startedAtMs: spell.startedAtMs, nowMs: now() });
  for (const route of due) {
    if (!spell.goesOn()) return;
    spell.probedAtMs.set(route.id, now());
    await probe(options, route, spell.stop);
  }
}

/** The result comes back as a fact like any other attempt's, so there is nothing to note here. */
async function probe({ store, adapter, snapshot, logger }: ProberOptions, route: CatalogRoute, stop: AbortSignal): Promise<void> {
  const version = snapshot()?.prices.find(({ model, validTo }) => model === route.model.name && validTo === undefined);
  const outputTokensMax = answersWithWords(route.model) ? BigInt(probeOutputTokens) : 0n;
  const bounded = version === undefined ? undefined : bound({ inputTokensMax: probeInputTokensMax, outputTokensMax, ...requestMeter(version) }, priceVersionOfMessage(version));
  // What cannot be bounded cannot be kept under a cap.
  if (bounded?.kind !== 'bounded') return;
  const { provider, model } = route;
  if (!(await store.reserveProbe({ provider: provider.id, boundPicoUsd: bounded.amountPicoUsd, capPicoUsd: probeCostPerDayPicoUsd }))) return;
  const terms = create(AttemptTermsSchema, {
    attemptId: randomUUID(),
    requestId: randomUUID(),
    number: 1,
    kind: AttemptKind.PROBE,
    payer: { tenant: probeTenant },
    boundPicousd: bounded.amountPicoUsd,
    boundUsage: { meters: { input: probeInputTokensMax, ...(outputTokensMax === 0n ? {} : { output: outputTokensMax }) } },
    priceVersion: version?.id,
    provider: provider.id,
    model: model.name,
    vendorModel: model.modelId,
    region: model.region,
    credentialId: route.credentialId,
    catalogRevision: snapshot()?.revision ?? 0n,
  });
  try {
    await adapter.probe({ terms }, { timeoutMs: probeTimeoutMs, signal: stop });
  } catch (error) {
    logger.info({ err: error, route: route.id }, 'a probe could not be made');
  }
}

/** A model of vectors has no output, and often no price for one. */
function answersWithWords({ capabilities }: CatalogRoute['model']): boolean {
  return capabilities.length === 0 || capabilities.some((capability) => capability !== 'embedding');
}

/** Some vendors charge per request besides tokens. */
function requestMeter(version: PriceVersion): { othersMax?: { requests: bigint } } {
  return version.rows.some(({ meter }) => meter === 'requests') ? { othersMax: { requests: 1n } } : {};
}

function wait(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      stop.removeEventListener('abort', done);
      resolve();
    }
    if (stop.aborted) done();
    else stop.addEventListener('abort', done, { once: true });
  });
}
