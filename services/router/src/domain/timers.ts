// The timers of an attempt, from the model's row or the defaults.
import type { Model } from '@switchyard/proto/catalog/v1/model';
import {
  connectMs,
  deadlineMarginMs,
  firstOutputMs,
  idleMs,
  plainHeadroomMs,
  plainTotalMs,
  reasoningFirstOutputMs,
  reasoningIdleMs,
  reasoningTotalMs,
  slowestTokensPerSecond,
} from '../limits.js';

export interface Timers {
  readonly connectMs: number;
  readonly firstOutputMs: number;
  readonly idleMs: number;
  readonly totalMs: number;
}

/** All within what is left of the deadline; streams have no total of their own but that. */
export function timersOf(model: Model, options: { streaming: boolean; maxOutputTokens: number; leftMs: number }): Timers {
  const { streaming, maxOutputTokens } = options;
  const leftMs = Math.max(1, options.leftMs - deadlineMarginMs);
  const row = model.timers;
  const plain = Number(row?.totalMs || 0) || (model.reasoning ? reasoningTotalMs : plainTotalMs);
  const longestAnswerMs = plainHeadroomMs + (maxOutputTokens / slowestTokensPerSecond) * 1000;
  return {
    connectMs: Math.min(connectMs, leftMs),
    firstOutputMs: Math.min(Number(row?.firstOutputMs || 0) || (model.reasoning ? reasoningFirstOutputMs : firstOutputMs), leftMs),
    idleMs: Math.min(Number(row?.idleMs || 0) || (model.reasoning ? reasoningIdleMs : idleMs), leftMs),
    totalMs: streaming ? leftMs : Math.min(Math.max(plain, longestAnswerMs), leftMs),
  };
}
