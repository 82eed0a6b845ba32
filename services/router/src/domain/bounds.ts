// What a request can cost on a model: at most (for holds) and probably (for show and for the cost score).
import { bound, rate, type PriceVersion } from '@switchyard/common/rating';
import { inputTokensBound } from '@switchyard/common/tokens';
import type { Asked } from './asked.js';
import { priceAt, type ModelView } from './catalog-view.js';

export interface Costing {
  readonly priceVersion: PriceVersion | undefined;
  /** The cap that is sent: the caller's, or the model's default. */
  readonly maxOutputTokens: number;
  /** True when the caller gave no cap and the model's default was taken. */
  readonly isDefaultCap: boolean;
  readonly inputTokensMax: bigint;
  readonly outputTokensMax: bigint;
  /** undefined when a price is unknown. */
  readonly boundPicoUsd: bigint | undefined;
  readonly estimatePicoUsd: bigint | undefined;
}

export function costing(asked: Asked, view: ModelView, nowMs: number): Costing {
  const priceVersion = priceAt(view, nowMs);
  const wanted = asked.chat.parameters?.maxOutputTokens;
  const maxOutputTokens = cap(wanted ?? Number(view.model.defaultOutputTokens), view);
  const inputBound = inputTokensBound(asked.prompt, view.counting);
  const inputTokensMax = inputBound.kind === 'bounded' ? inputBound.tokens : view.model.contextWindow;
  const outputTokensMax = outputBound(asked, view, maxOutputTokens);
  const bounded = priceVersion === undefined ? undefined : bound({ inputTokensMax, outputTokensMax, batch: false, othersMax: requestMeter(priceVersion) }, priceVersion);
  return {
    priceVersion,
    maxOutputTokens,
    isDefaultCap: wanted === undefined,
    inputTokensMax,
    outputTokensMax,
    boundPicoUsd: bounded?.kind === 'bounded' ? bounded.amountPicoUsd : undefined,
    estimatePicoUsd: priceVersion === undefined ? undefined : estimate(asked, maxOutputTokens, priceVersion),
  };
}

function cap(wanted: number, view: ModelView): number {
  const most = view.model.maxOutputTokens;
  return most === undefined ? wanted : Math.min(wanted, Number(most));
}

/** What the vendor's cap covers decides how far beyond it the bill can go (MONEY 5). */
function outputBound(asked: Asked, view: ModelView, maxOutputTokens: number): bigint {
  const covers = view.model.capCovers;
  if (covers === 'advisory') return view.model.maxOutputTokens ?? view.model.contextWindow;
  if (covers === 'visible') return BigInt(maxOutputTokens) + BigInt(asked.chat.parameters?.thinkingBudgetTokens ?? Number(view.model.maxOutputTokens ?? view.model.contextWindow));
  return BigInt(maxOutputTokens);
}

/** Some vendors charge per request besides tokens. */
function requestMeter(version: PriceVersion): { requests: bigint } | undefined {
  return version.rows.some((row) => row.meter === 'requests') ? { requests: 1n } : undefined;
}

/** Half of the cap is a fair guess of an answer's length when nothing better is known. */
function estimate(asked: Asked, maxOutputTokens: number, version: PriceVersion): bigint | undefined {
  const rated = rate({ input: asked.inputTokensEstimate, output: BigInt(Math.ceil(maxOutputTokens / 2)), ...requestMeter(version) }, version, {});
  return rated.kind === 'rated' ? rated.totalPicoUsd : undefined;
}
