// The last requests of this router, for Explain until the ledger has booked them.
import { create } from '@bufbuild/protobuf';
import { GenerateResponseSchema, type GenerateResponse } from '@switchyard/proto/router/v1/generate';
import type { Decision } from '@switchyard/proto/router/v1/decision';
import { recentRequestsMax } from '../limits.js';
import type { Remembered } from './router.js';

export interface RecentRequest {
  readonly requestId: string;
  readonly clientRequestId: string;
  readonly tenant: string;
  readonly decision: Decision;
  /** The answer without its content; of a request that failed, its attempts alone. */
  readonly outcome: GenerateResponse;
  readonly errorMessage: string;
}

/** A request that is over, as it is told of later. */
export function recentOf({ asked: { requestId, request, payer }, decision, outcome, attempts, errorMessage }: Remembered): RecentRequest {
  return { requestId, clientRequestId: request.clientRequestId, tenant: payer.tenant, decision, outcome: outcome ?? create(GenerateResponseSchema, { requestId, attempts: [...attempts] }), errorMessage };
}

export class RecentRequests {
  readonly #ring: (RecentRequest | undefined)[] = [];
  readonly #byId = new Map<string, RecentRequest>();
  #next = 0;

  add(request: RecentRequest): void {
    const oldest = this.#ring[this.#next];
    if (oldest !== undefined) this.#forget(oldest);
    this.#ring[this.#next] = request;
    this.#next = (this.#next + 1) % recentRequestsMax;
    this.#byId.set(request.requestId, request);
    if (request.clientRequestId !== '') this.#byId.set(clientKey(request.tenant, request.clientRequestId), request);
  }

  /** By our id or by the caller's own, within one tenant. */
  find(tenant: string, id: string): RecentRequest | undefined {
    const found = this.#byId.get(id) ?? this.#byId.get(clientKey(tenant, id));
    return found?.tenant === tenant ? found : undefined;
  }

  #forget(request: RecentRequest): void {
    if (this.#byId.get(request.requestId) === request) this.#byId.delete(request.requestId);
    const key = clientKey(request.tenant, request.clientRequestId);
    if (this.#byId.get(key) === request) this.#byId.delete(key);
  }
}

function clientKey(tenant: string, clientRequestId: string): string {
  return `${tenant}\n${clientRequestId}`;
}
