// The strategies: each puts the models of a target in the order in which they are tried.
import { AppError, Reason } from '@switchyard/common/errors';
import { nearEqualScore } from '../limits.js';
import type { ScoreParts } from './score.js';
import type { ModelView } from './catalog-view.js';

/** One model that passed the filters, with what strategies look at. */
export interface Orderable {
  readonly view: ModelView;
  readonly why: string;
  readonly score: number;
  readonly parts: ScoreParts;
  readonly estimatePicoUsd: bigint | undefined;
  readonly latencyMs: number | undefined;
  readonly inFlight: number;
}

export interface OrderContext {
  readonly random: () => number;
  /** Counts requests, for round robin. */
  readonly turn: number;
}

export type Strategy = (models: readonly Orderable[], context: OrderContext) => Orderable[];

const priority: Strategy = (models) => [...models];

const cheapestFirst: Strategy = (models) => models.toSorted((a, b) => compareUnknownLast(a.estimatePicoUsd, b.estimatePicoUsd) || b.score - a.score);

/** Unmeasured routes go first: a server nobody asks can never show that it is fast. */
const fastestFirst: Strategy = (models) => models.toSorted((a, b) => (a.latencyMs ?? 0) - (b.latencyMs ?? 0));

const roundRobin: Strategy = (models, { turn }) => {
  const start = models.length === 0 ? 0 : turn % models.length;
  return [...models.slice(start), ...models.slice(0, start)];
};

/** Each place is drawn in proportion to the providers' weights among what is left. */
const weighted: Strategy = (models, { random }) => {
  const left = [...models];
  const ordered: Orderable[] = [];
  while (left.length > 0) {
    const total = left.reduce((sum, { view }) => sum + weightOf(view), 0);
    let ticket = random() * total;
    let index = left.findIndex(({ view }) => (ticket -= weightOf(view)) < 0);
    if (index < 0) index = left.length - 1;
    ordered.push(...left.splice(index, 1));
  }
  return ordered;
};

/** Power of two: of two random routes the less loaded goes first, so that replicas do not herd. */
const leastLoaded: Strategy = (models, { random }) => powerOfTwoFirst([...models].toSorted((a, b) => a.inFlight - b.inFlight), models.length, random);

/** By score; among the near-equal best, power of two by load. */
const adaptive: Strategy = (models, { random }) => {
  const ranked = models.toSorted((a, b) => b.score - a.score);
  const best = ranked[0]?.score ?? 0;
  return powerOfTwoFirst(ranked, ranked.filter(({ score }) => best - score <= nearEqualScore).length, random);
};

const strategies: Readonly<Record<string, Strategy>> = {
  priority,
  cost_optimal: cheapestFirst,
  fastest_response: fastestFirst,
  round_robin: roundRobin,
  weighted,
  least_loaded: leastLoaded,
  adaptive,
};

export function strategyNames(): string[] {
  return Object.keys(strategies);
}

/** Throws INVALID_FIELD that lists the strategies there are. */
export function strategyByName(name: string): Strategy {
  const strategy = Object.hasOwn(strategies, name) ? strategies[name] : undefined;
  if (strategy !== undefined) return strategy;
  throw new AppError(Reason.INVALID_FIELD, `There is no strategy "${name}".`, { field: 'strategy', nextStep: `Use one of ${strategyNames().join(', ')}.` });
}

/** Draws two of the first `among` and puts the less loaded in front; the others keep their order. */
function powerOfTwoFirst(ranked: readonly Orderable[], among: number, random: () => number): Orderable[] {
  if (among < 2) return [...ranked];
  const first = Math.floor(random() * among);
  const second = (first + 1 + Math.floor(random() * (among - 1))) % among;
  const [a, b] = [ranked[first] as Orderable, ranked[second] as Orderable];
  const winner = b.inFlight < a.inFlight || (b.inFlight === a.inFlight && second < first) ? b : a;
  return [winner, ...ranked.filter((model) => model !== winner)];
}

function weightOf(view: ModelView): number {
  return Math.max(0.0001, view.provider.weight);
}

function compareUnknownLast(a: bigint | undefined, b: bigint | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return a < b ? -1 : Number(a > b);
}
