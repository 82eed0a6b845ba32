// Folds the steps of an answer into what is known of it so far. Pure.
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { mergeUsage, type RawUsage, type UsageDialect } from '@switchyard/common/rating';
import type { AnswerStep, BlockKind, Label, UnifiedFinish } from '../adapter/answer-step.js';
import { VendorFailure } from '../adapter/vendor-failure.js';
import { answerBytesMax, answeredNameMax, warningsMax } from '../limits.js';

export interface Block {
  readonly kind: BlockKind;
  readonly toolCallId: string;
  readonly toolName: string;
  readonly texts: string[];
  signature: string;
  redacted: Uint8Array | undefined;
  hasText: boolean;
}

export interface KnownUsage {
  readonly counts: RawUsage;
  readonly total: bigint | undefined;
  readonly raw: unknown;
  readonly isFinal: boolean;
  readonly statedChargePicoUsd: bigint | undefined;
}

export interface Picture {
  readonly mediaType: string;
  readonly data: Uint8Array;
}

export class AnswerFold {
  readonly blocks = new Map<number, Block>();
  /** By the place of the input that each answers. */
  readonly embeddings = new Map<number, readonly number[]>();
  readonly labels = new Map<number, readonly Label[]>();
  readonly images: Picture[] = [];
  readonly warnings: string[] = [];
  responseModel = '';
  responseId = '';
  tier = '';
  usage: KnownUsage | undefined;
  finish: { readonly unified: UnifiedFinish; readonly raw: string } | undefined;
  readonly #dialect: UsageDialect;
  readonly #keepsTexts: boolean;
  readonly #redact: (text: string) => string;
  #keptLength = 0;

  /** A stream's words are forwarded and not kept, but for the arguments of tools, which are judged at the end. */
  constructor({ dialect, keepsTexts, redact }: { dialect: UsageDialect; keepsTexts: boolean; redact: (text: string) => string }) {
    this.#dialect = dialect;
    this.#keepsTexts = keepsTexts;
    this.#redact = redact;
  }

  /** Something that a caller can use came. */
  get hasOutput(): boolean {
    for (const block of this.blocks.values()) if (block.hasText || block.kind === 'tool_call') return true;
    return this.embeddings.size > 0 || this.images.length > 0 || this.labels.size > 0;
  }

  /** Throws BAD_OUTPUT when arguments grow beyond all measure. */
  take(step: AnswerStep): void {
    switch (step.type) {
      case 'meta':
        this.responseModel = this.#named(step.responseModel) ?? this.responseModel;
        this.responseId = this.#named(step.responseId) ?? this.responseId;
        this.tier = this.#named(step.tier) ?? this.tier;
        return;
      case 'block_start':
        this.blocks.set(step.index, { kind: step.kind, toolCallId: step.toolCallId, toolName: step.toolName, texts: [], signature: '', redacted: undefined, hasText: false });
        return;
      case 'block_text':
        return this.#takeText(step);
      case 'block_end':
        return;
      case 'usage':
        this.usage = {
          counts: mergeUsage(this.#dialect, this.usage?.counts ?? {}, step.counts),
          total: step.total ?? this.usage?.total,
          raw: step.raw,
          isFinal: step.isFinal,
          statedChargePicoUsd: step.statedChargePicoUsd ?? this.usage?.statedChargePicoUsd,
        };
        return;
      case 'embedding':
        this.embeddings.set(step.index, step.values);
        return;
      case 'image':
        this.images.push({ mediaType: step.mediaType, data: step.data });
        return;
      case 'labels':
        this.labels.set(step.index, step.labels);
        return;
      case 'finish':
        this.finish = { unified: step.unified, raw: this.#named(step.raw) ?? '' };
        return;
      case 'warning':
        return this.warn(step.sentence);
    }
  }

  warn(words: string): void {
    const sentence = this.#redact(words);
    if (this.warnings.length < warningsMax && !this.warnings.includes(sentence)) this.warnings.push(sentence);
  }

  #named(name: string | undefined): string | undefined {
    return name === undefined ? undefined : this.#redact(name).slice(0, answeredNameMax);
  }

  #takeText(step: AnswerStep & { type: 'block_text' }): void {
    const block = this.blocks.get(step.index);
    if (block === undefined) return;
    block.hasText ||= step.text !== '';
    block.signature += step.signature;
    block.redacted = step.redacted ?? block.redacted;
    if (!this.#keepsTexts && block.kind !== 'tool_call') return;
    this.#keptLength += step.text.length;
    if (this.#keptLength > answerBytesMax) throw new VendorFailure({ origin: 'output', errorClass: ErrorClass.BAD_OUTPUT, message: `The arguments of tools are longer than ${answerBytesMax} characters.` });
    block.texts.push(step.text);
  }
}
