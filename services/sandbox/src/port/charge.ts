// Writes a call on the bill when it ends.

import { costPicoUsd } from '../billing/cost.js';
import { usageGenerated } from '../billing/generated.js';
import type { Model } from '../billing/price-list.js';
import type { Usage } from '../billing/usage.js';
import type { Outcome } from '../delivery/outcome.js';
import { Refusal } from '../dialects/failure.js';
import type { Maker, Service } from './service.js';

export interface Charge {
  model: Model;
  usage: Usage;
  answerBytes: number;
  responseId: string;
}

/** Takes a place on the bill, and gives the function that fills it. Throws a Refusal when the bill is full. */
export function openCharge(service: Service, charge: Charge): (outcome: Outcome) => void {
  const { world, call, behaviour } = service;
  reserve(service);
  return ({ writtenBytes, cut, cancelled }) => {
    // A behaviour may ask for a 200 that the vendor would not charge.
    if (behaviour.charged === false) return world.bill.settle(undefined);
    const usage =
      writtenBytes === 'all'
        ? charge.usage
        : usageGenerated(charge.usage, { writtenBytes, answerBytes: charge.answerBytes, afterHangup: behaviour.afterHangup ?? 0 });
    world.bill.settle({
      attemptId: call.attemptId,
      provider: call.provider,
      model: charge.model.id,
      usage,
      costPicoUsd: costPicoUsd(usage, charge.model.prices),
      atMs: world.now(),
      responseId: charge.responseId,
      cut,
      cancelled,
    });
  };
}

export interface ItemCharge {
  /** At the price of batches. */
  model: Model;
  usage: Usage;
  attemptId: string | null;
  provider: string;
  responseId: string;
}

/** Writes an answered item of a batch on the bill. Throws a Refusal when it is full. */
export function chargeItem(maker: Maker, { model, usage, attemptId, provider, responseId }: ItemCharge): void {
  const { world, behaviour } = maker;
  reserve(maker);
  if (behaviour.charged === false) return world.bill.settle(undefined);
  world.bill.settle({ attemptId, provider, model: model.id, usage, costPicoUsd: costPicoUsd(usage, model.prices), atMs: world.now(), responseId, cut: false, cancelled: false, batch: true });
}

function reserve({ world }: Maker): void {
  if (world.bill.reserve()) return;
  throw new Refusal({ kind: 'status', status: 503, message: 'sandbox: the bill is full; read it with GET /bill and empty it with DELETE /bill' });
}
