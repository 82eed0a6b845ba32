// A request after the door: validated, completed, with everything that the decision needs computed once.
import type { Payer } from '@switchyard/proto/common/v1/attempt';
import type { GenerateRequest } from '@switchyard/proto/router/v1/generate';
import type { Prompt } from '@switchyard/common/tokens';
import type { Task } from './task.js';

export interface Asked {
  readonly requestId: string;
  /** What is the same for every task: target, requirements, limits, labels. */
  readonly request: GenerateRequest;
  /** Of a conversation: shorthands unfolded, max_output_tokens as the caller gave it. */
  readonly task: Task;
  readonly prompt: Prompt;
  /** Our guess of the prompt's size, or the caller's own word. */
  readonly inputTokensEstimate: bigint;
  readonly payer: Payer;
  /** Models that the caller's key is limited to; empty is all. */
  readonly keyModels: readonly string[];
  readonly streaming: boolean;
  /** Unix time in ms by which the answer must be there. */
  readonly deadlineMs: number;
  readonly arrivedAtMs: number;
  readonly costLimitPicoUsd: bigint | undefined;
  readonly needs: Needs;
  /** grpc, openai or anthropic. */
  readonly door: string;
  readonly traceId: string;
}

/** What the request demands of a model, read from the request itself. */
export interface Needs {
  readonly vision: boolean;
  readonly documents: boolean;
  readonly audio: boolean;
  readonly functions: boolean;
  readonly structured: boolean;
}
