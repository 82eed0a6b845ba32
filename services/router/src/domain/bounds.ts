// What a request can cost on a model: at most (for holds) and probably (for show and for the cost score).
import { bound, rate, sideOf, type PriceVersion, type Usage } from '@switchyard/common/rating';
import { inputTokensBound } from '@switchyard/common/tokens';
import type { Asked } from './asked.js';
import { priceAt, type ModelView } from './catalog-view.js';
import { parametersOf } from './task.js';

export interface Costing {
  readonly priceVersion: PriceVersion | undefined;
  /** The cap that is sent: the caller's, or the model's default. 0 where there is nothing to cap. */
  readonly maxOutputTokens: number;
  /** True when the caller gave no cap and the model's default was taken. */
  readonly isDefaultCap: boolean;
  /** The most of each meter that the call can be billed for. */
  readonly limits: Usage;
  /** undefined when a price is unknown. */
  readonly boundPicoUsd: bigint | undefined;
  readonly estimatePicoUsd: bigint | undefined;
}

export function costing(asked: Asked, view: ModelView, nowMs: number): Costing {
  const priceVersion = priceAt(view, nowMs);
  const wanted = parametersOf(asked.task)?.maxOutputTokens;
  const isChat = asked.task.kind === 'chat';
  const maxOutputTokens = isChat ? cap(wanted ?? Number(view.model.defaultOutputTokens), view) : 0;
  const input = inputMax(asked, view);
  const output = outputMax(asked, view, maxOutputTokens);
  const others = othersMax(asked, priceVersion);
  // A call that is billed by the picture, or by one kind of token alone, has no price for the others, and needs none.
  const inputTokensMax = isChat || isPriced(priceVersion, 'input') ? input : 0n;
  const outputTokensMax = isChat || isPriced(priceVersion, 'output') ? output : 0n;
  const bounded = priceVersion === undefined ? undefined : bound({ inputTokensMax, outputTokensMax, batch: false, othersMax: others, ...(isChat ? {} : { meters: priceVersion.rows.map(({ meter }) => meter) }) }, priceVersion);
  const boundPicoUsd = bounded?.kind === 'bounded' ? bounded.amountPicoUsd : undefined;
  return {
    priceVersion,
    maxOutputTokens,
    isDefaultCap: isChat && wanted === undefined,
    limits: { input, ...(output === 0n ? {} : { output }), ...others },
    boundPicoUsd,
    estimatePicoUsd: priceVersion === undefined ? undefined : estimate(asked, { maxOutputTokens, boundPicoUsd, others }, priceVersion),
  };
}

function cap(wanted: number, view: ModelView): number {
  const most = view.model.maxOutputTokens;
  return most === undefined ? wanted : Math.min(wanted, Number(most));
}

function inputMax(asked: Asked, view: ModelView): bigint {
  const bounded = inputTokensBound(asked.prompt, { ...view.counting, isEmbedder: asked.task.kind === 'embed' });
  return bounded.kind === 'bounded' ? bounded.tokens : view.model.contextWindow;
}

/** What the vendor's cap covers decides how far beyond it the bill can go. Vectors and labels are no tokens. */
function outputMax(asked: Asked, view: ModelView, maxOutputTokens: number): bigint {
  const { model } = view;
  switch (asked.task.kind) {
    case 'embed':
    case 'analyze':
      return 0n;
    case 'image':
      return BigInt(asked.task.image.n ?? 1) * (model.maxOutputTokens ?? model.contextWindow);
    case 'chat':
      if (model.capCovers === 'advisory') return model.maxOutputTokens ?? model.contextWindow;
      if (model.capCovers === 'visible') return BigInt(maxOutputTokens) + BigInt(parametersOf(asked.task)?.thinkingBudgetTokens ?? Number(model.maxOutputTokens ?? model.contextWindow));
      return BigInt(maxOutputTokens);
  }
}

/** Some vendors charge per request or per picture, besides tokens or instead of them. */
function othersMax({ task }: Asked, version: PriceVersion | undefined): Record<string, bigint> {
  const pictures = task.kind === 'image' ? BigInt(task.image.n ?? 1) : task.kind === 'analyze' ? BigInt(task.analyze.images.length) : 0n;
  const most: Readonly<Record<string, bigint>> = { requests: 1n, images: pictures };
  return Object.fromEntries(Object.entries(most).filter(([meter, count]) => count > 0n && version?.rows.some((row) => row.meter === meter)));
}

function isPriced(version: PriceVersion | undefined, side: 'input' | 'output'): boolean {
  return version?.rows.some((row) => sideOf(row.meter) === side) ?? false;
}

/** Half of the cap is a fair guess of an answer's length when nothing better is known; a picture is what it is. */
function estimate(asked: Asked, { maxOutputTokens, boundPicoUsd, others }: { maxOutputTokens: number; boundPicoUsd: bigint | undefined; others: Usage }, version: PriceVersion): bigint | undefined {
  if (asked.task.kind === 'image' || asked.task.kind === 'analyze') return boundPicoUsd;
  const output: Usage = asked.task.kind === 'chat' ? { output: BigInt(Math.ceil(maxOutputTokens / 2)) } : {};
  const rated = rate({ input: asked.inputTokensEstimate, ...output, ...others }, version, {});
  return rated.kind === 'rated' ? rated.totalPicoUsd : undefined;
}
