// What an answer consists of, in the order in which it comes. A plain answer is the same steps all at once,
// so that plain and streamed answers are judged by the same code.
import type { RawUsage } from '@switchyard/common/rating';

export type BlockKind = 'text' | 'reasoning' | 'tool_call';

/** Why a provider stopped, in our words. `missing`: it did not say; `unknown`: it said something that its map does not have. */
export type UnifiedFinish = 'stop' | 'tool_calls' | 'length' | 'content_filter' | 'refusal' | 'pause' | 'error' | 'unknown' | 'missing';

export type AnswerStep =
  | { readonly type: 'meta'; readonly responseModel?: string | undefined; readonly responseId?: string | undefined; readonly tier?: string | undefined }
  | { readonly type: 'block_start'; readonly index: number; readonly kind: BlockKind; readonly toolCallId: string; readonly toolName: string }
  | { readonly type: 'block_text'; readonly index: number; readonly text: string; readonly signature: string; readonly redacted?: Uint8Array | undefined }
  | { readonly type: 'block_end'; readonly index: number }
  | { readonly type: 'embedding'; readonly index: number; readonly values: readonly number[] }
  | { readonly type: 'image'; readonly mediaType: string; readonly data: Uint8Array }
  | { readonly type: 'labels'; readonly index: number; readonly labels: readonly Label[] }
  | UsageStep
  | { readonly type: 'finish'; readonly unified: UnifiedFinish; readonly raw: string }
  | { readonly type: 'warning'; readonly sentence: string };

export interface Label {
  readonly name: string;
  /** 0 to 1. */
  readonly score: number;
}

export interface UsageStep {
  readonly type: 'usage';
  /** Under our meters' names, as the vendor contains them in each other. */
  readonly counts: RawUsage;
  /** The vendor's grand total, if it states one. */
  readonly total?: bigint | undefined;
  /** The block as it came. */
  readonly raw: unknown;
  /** Nothing will be added to it: only such a report is evidence for money. */
  readonly isFinal: boolean;
  readonly statedChargePicoUsd?: bigint | undefined;
}
