// The score of task routing. Priority and clamping are for show; models are ranked by the plain sum.
import type { ScoreWeights } from '@switchyard/proto/router/v1/generate';
import type { ModelView } from './catalog-view.js';
import type { RouteStatistics } from './route-statistics.js';

export interface ScoreParts {
  readonly quality: number;
  readonly speed: number;
  readonly cost: number;
  readonly reliability: number;
}

const defaults: ScoreParts = { quality: 0.4, speed: 0.3, cost: 0.2, reliability: 0.1 };
/** A route this slow has no speed left. */
const slowestSeconds = 30;
const freshSuccessBonus = 1.1;

/** Weights as asked for, normalised to 1. */
export function normalisedWeights(asked: ScoreWeights | undefined): ScoreParts {
  const raw = {
    quality: asked?.quality ?? defaults.quality,
    speed: asked?.speed ?? defaults.speed,
    cost: asked?.cost ?? defaults.cost,
    reliability: asked?.reliability ?? defaults.reliability,
  };
  const sum = raw.quality + raw.speed + raw.cost + raw.reliability;
  return sum === 0 ? defaults : { quality: raw.quality / sum, speed: raw.speed / sum, cost: raw.cost / sum, reliability: raw.reliability / sum };
}

/** Cost relative to the candidates' spread: 1 for the cheapest, 0 for the dearest, 1 when they are equal; unknown is dearest. */
export function costScore(cost: bigint | undefined, spread: { min: bigint; max: bigint } | undefined): number {
  if (spread === undefined) return 1;
  if (cost === undefined) return 0;
  if (spread.max === spread.min) return 1;
  // Ratios of money are for ranking only; the amounts themselves stay exact.
  return Number(((spread.max - cost) * 1_000_000n) / (spread.max - spread.min)) / 1_000_000;
}

export function scoreParts({ model }: ModelView, statistics: RouteStatistics, cost: number, nowMs: number): ScoreParts {
  const meanSeconds = (statistics.latencyMs ?? 0) / 1000;
  const bonus = statistics.succeededLately(nowMs) ? freshSuccessBonus : 1;
  return {
    quality: model.qualityScore,
    speed: model.speedScore * Math.max(0, 1 - meanSeconds / slowestSeconds),
    cost,
    reliability: Math.min(1, model.reliabilityScore * (1 - statistics.errorRate(nowMs)) * bonus),
  };
}

export function weightedSum(parts: ScoreParts, weights: ScoreParts): number {
  return parts.quality * weights.quality + parts.speed * weights.speed + parts.cost * weights.cost + parts.reliability * weights.reliability;
}
