// Holds at the ledger. Which budgets are hard is watched, so that requests without one pay no hop.
import { timestampFromMs, timestampMs } from '@bufbuild/protobuf/wkt';
import type { Budget } from '@switchyard/proto/ledger/v1/budget';
import type { Budgets } from '@switchyard/proto/ledger/v1/budgets_service';
import type { Payer } from '@switchyard/proto/common/v1/attempt';
import { toAppError } from '@switchyard/common/errors';
import { watchForever, type Client, type Watch } from '@switchyard/common/grpc';
import type { Logger } from '@switchyard/common/telemetry';
import { holdTimeoutMs } from '../limits.js';
import type { HoldOrder, Holds, HoldVerdict } from '../domain/run/ports.js';

export class LedgerHolds implements Holds {
  readonly #budgets: Client<typeof Budgets>;
  readonly #owner: string;
  readonly #watch: Watch;
  #hardByTenant = new Map<string, Budget[]>();

  constructor({ budgets, owner, logger }: { budgets: Client<typeof Budgets>; owner: string; logger: Logger }) {
    this.#budgets = budgets;
    this.#owner = owner;
    this.#watch = watchForever({
      open: (signal) => budgets.watchBudgets({}, { signal }),
      onFrame: ({ snapshot, budgets: all }) => {
        if (snapshot) this.#hardByTenant = Map.groupBy(all.filter(({ hard, stopped }) => hard || stopped), ({ tenant }) => tenant);
      },
      onConnection: ({ connected, error }) => logger[connected ? 'info' : 'warn']({ connected, error }, 'watch of budgets'),
    });
  }

  /** Until the budgets are known nobody can say that none covers a request. */
  ready(): Promise<void> {
    return this.#watch.first;
  }

  covers(payer: Payer, provider: string): boolean {
    const budgets = this.#hardByTenant.get(payer.tenant);
    return budgets !== undefined && budgets.some((budget) => coversPayer(budget, payer, provider));
  }

  async hold(order: HoldOrder): Promise<HoldVerdict> {
    const { holdId, requestId, payer, totalPicoUsd, provider, deadlineMs } = order;
    try {
      const request = { holdId, requestId, payer, totalPicousd: totalPicoUsd, provider, owner: this.#owner, deadline: timestampFromMs(deadlineMs) };
      const response = await this.#budgets.hold(request, { timeoutMs: holdTimeoutMs });
      if (response.granted) return { kind: 'granted' };
      const windowEndMs = response.windowEnd === undefined ? undefined : timestampMs(response.windowEnd);
      return { kind: 'refused', budget: response.refusedBy, why: response.why, remainingPicoUsd: response.remainingPicousd, windowEndMs };
    } catch (error) {
      return { kind: 'unavailable', why: toAppError(error).message };
    }
  }

  close(): Promise<void> {
    return this.#watch.close();
  }
}

function coversPayer({ scope, scopeId }: Budget, payer: Payer, provider: string): boolean {
  switch (scope) {
    case 'tenant':
      return true;
    case 'project':
      return scopeId === payer.project;
    case 'feature':
      return scopeId === payer.feature;
    case 'key':
      return scopeId === payer.apiKey;
    case 'provider':
      return scopeId === provider;
    default:
      // A scope that this version does not know may cover anything; asking the ledger is the safe side.
      return true;
  }
}
