// The one error that may cross a boundary: a reason, a sentence for the caller, and a cause for the log only.
import type { ErrorCategory, Reason } from '@switchyard/proto/common/v1/reason';
import type { AttemptSummary } from '@switchyard/proto/common/v1/attempt';
import type { Usage } from '@switchyard/proto/common/v1/usage';
import type { Code } from './codes.js';
import { reasonMeanings } from './reasons.js';

// Two copies of this module can be loaded in one process; the marker makes them know each other's errors.
const marker = Symbol.for('switchyard.AppError');

export interface AppErrorOptions {
  /** Only where the reason's usual code does not fit. */
  readonly code?: Code;
  /** Path of the offending field, such as messages[0].parts[1].image. */
  readonly field?: string;
  /** What the reader can do. */
  readonly nextStep?: string;
  /** Least wait before a new try can succeed. */
  readonly retryAfterMs?: number;
  readonly requestId?: string;
  readonly attempts?: readonly AttemptSummary[];
  readonly usage?: Usage;
  readonly costPicoUsd?: bigint;
  /** "model: reason" per candidate that was left out. */
  readonly exclusions?: readonly string[];
  readonly warnings?: readonly string[];
  /** For the log; never leaves the process. */
  readonly cause?: unknown;
}

export class AppError extends Error {
  readonly [marker] = true;
  readonly reason: Reason;
  readonly code: Code;
  readonly options: AppErrorOptions;

  constructor(reason: Reason, sentence: string, options: AppErrorOptions = {}) {
    super(sentence, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.reason = reason;
    this.code = options.code ?? reasonMeanings[reason]?.code ?? 'UNKNOWN';
    this.options = options;
  }

  get category(): ErrorCategory {
    return reasonMeanings[this.reason].category;
  }

  /** The same error with more said about it. */
  with(more: AppErrorOptions): AppError {
    return new AppError(this.reason, this.message, { code: this.code, ...this.options, ...more });
  }
}

export function isAppError(error: unknown): error is AppError {
  return typeof error === 'object' && error !== null && (error as Record<symbol, unknown>)[marker] === true;
}
