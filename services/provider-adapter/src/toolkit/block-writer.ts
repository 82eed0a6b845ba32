// Numbers the blocks of an answer and opens and closes them, for vendors that only send pieces.
import type { AnswerStep, BlockKind } from '../adapter/answer-step.js';

interface ToolBlock {
  readonly index: number;
  hasText: boolean;
  isEnded: boolean;
}

export class BlockWriter {
  #next = 0;
  #open: { readonly index: number; readonly kind: BlockKind } | undefined;
  readonly #tools = new Map<string | number, ToolBlock>();
  readonly #attemptId: string;

  constructor(attemptId: string) {
    this.#attemptId = attemptId;
  }

  get hasToolCalls(): boolean {
    return this.#tools.size > 0;
  }

  /** Adds words, opening a block when the last ones were of another kind. */
  *words(kind: 'text' | 'reasoning', text: string, signature = ''): Generator<AnswerStep> {
    if (text === '' && signature === '') return;
    if (this.#open?.kind !== kind) {
      yield* this.#close();
      this.#open = { index: this.#next++, kind };
      yield { type: 'block_start', index: this.#open.index, kind, toolCallId: '', toolName: '' };
    }
    yield { type: 'block_text', index: this.#open.index, text, signature };
  }

  /** What follows is a block of its own, of whatever kind. */
  *endWords(): Generator<AnswerStep> {
    yield* this.#close();
  }

  /** Reasoning that only the vendor can read: a block of its own. */
  *redacted(data: Uint8Array): Generator<AnswerStep> {
    yield* this.#close();
    const index = this.#next++;
    yield { type: 'block_start', index, kind: 'reasoning', toolCallId: '', toolName: '' };
    yield { type: 'block_text', index, text: '', signature: '', redacted: data };
    yield { type: 'block_end', index };
  }

  /** Adds to a tool call, known by the vendor's key; calls may come interleaved, so they end together. */
  *toolCall(key: string | number, call: { id?: string | undefined; name?: string | undefined; text: string }): Generator<AnswerStep> {
    let block = this.#tools.get(key);
    if (block === undefined) {
      yield* this.#close();
      block = { index: this.#next++, hasText: false, isEnded: false };
      this.#tools.set(key, block);
      // Some servers give calls no id, and the result must be tied to something.
      const toolCallId = call.id || `call_${this.#attemptId.slice(-12)}_${this.#tools.size}`;
      yield { type: 'block_start', index: block.index, kind: 'tool_call', toolCallId, toolName: call.name ?? '' };
    }
    if (call.text === '') return;
    block.hasText = true;
    yield { type: 'block_text', index: block.index, text: call.text, signature: '' };
  }

  /** Ends one tool call; one without arguments has none, which is an empty object. */
  *endToolCall(key: string | number): Generator<AnswerStep> {
    const block = this.#tools.get(key);
    if (block === undefined || block.isEnded) return;
    if (!block.hasText) yield { type: 'block_text', index: block.index, text: '{}', signature: '' };
    yield { type: 'block_end', index: block.index };
    block.isEnded = true;
  }

  /** The vendor says that the answer is over. */
  *endAll(): Generator<AnswerStep> {
    yield* this.#close();
    for (const key of this.#tools.keys()) yield* this.endToolCall(key);
  }

  *#close(): Generator<AnswerStep> {
    if (this.#open !== undefined) yield { type: 'block_end', index: this.#open.index };
    this.#open = undefined;
  }
}
