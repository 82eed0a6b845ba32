// Explain: the past from this router's memory or the ledger, the future as a dry run.
import { create } from '@bufbuild/protobuf';
import { AppError, Reason } from '@switchyard/common/errors';
import { ExplainResponseSchema, type ExplainRequest, type ExplainResponse } from '@switchyard/proto/router/v1/router_service';
import type { RecentRequests } from './recent-requests.js';
import type { Caller, RouterDomain } from './router.js';

/** What the ledger knows of a past request; undefined when it does not know it. */
export type LedgerLookup = (query: { requestId: string; tenant: string; timeoutMs: number }) => Promise<Pick<ExplainResponse, 'decision' | 'outcome' | 'errorMessage'> | undefined>;

const lookupTimeoutMs = 5_000;

export class Explainer {
  readonly #domain: RouterDomain;
  readonly #recent: RecentRequests;
  readonly #ledger: LedgerLookup;

  constructor({ domain, recent, ledger }: { domain: RouterDomain; recent: RecentRequests; ledger: LedgerLookup }) {
    this.#domain = domain;
    this.#recent = recent;
    this.#ledger = ledger;
  }

  async explain({ subject }: ExplainRequest, caller: Caller): Promise<ExplainResponse> {
    if (subject.case === 'dryRun') return create(ExplainResponseSchema, { decision: this.#domain.explain(subject.value, caller), source: 'dry_run' });
    if (subject.case === undefined || subject.value === '') {
      throw new AppError(Reason.MISSING_FIELD, 'subject: neither request_id nor dry_run is set.', { field: 'subject', nextStep: 'Set one of them.' });
    }
    const { tenant } = caller.principal;
    const recent = this.#recent.find(tenant, subject.value);
    if (recent !== undefined) return create(ExplainResponseSchema, { decision: recent.decision, outcome: recent.outcome, errorMessage: recent.errorMessage, source: 'router' });
    const booked = await this.#ledger({ requestId: subject.value, tenant, timeoutMs: lookupTimeoutMs });
    if (booked !== undefined) return create(ExplainResponseSchema, { ...booked, source: 'ledger' });
    throw new AppError(Reason.NOT_FOUND, `No request "${subject.value}" of this tenant is known.`, { field: 'request_id', nextStep: 'Decisions are kept for 30 days; check the id.' });
  }
}
