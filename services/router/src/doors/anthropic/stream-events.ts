// Frames of ours -> the events of a streamed message: https://docs.claude.com/en/docs/build-with-claude/streaming
import type { AppError } from '@switchyard/common/errors';
import type { GenerateResponse } from '@switchyard/proto/router/v1/generate';
import type { Frame } from '../../domain/run/forward-stream.js';
import type { EventWriter, SentEvent } from '../http/send-events.js';
import type { Storyteller } from '../http/story.js';
import { emptyMessage, redactedThinking, toolUse } from './answer.js';
import { errorBody } from './error.js';
import { stopReasonWord } from './stop-reason.js';
import { usageBlock } from './usage.js';

interface OpenBlock {
  readonly index: number;
  readonly type: string;
  readonly id: string;
  readonly name: string;
  /** A block of reasoning is opened by its first delta, which tells whether it can be read. */
  isOpen: boolean;
  signature: string;
}

type Delta = { readonly text?: string; readonly signature?: string; readonly redacted?: Uint8Array };

export interface StreamEventsOptions {
  readonly requestId: string;
  /** For the beginning, when no provider has counted the prompt yet. */
  readonly estimatedInputTokens: () => number;
  readonly tell: Storyteller;
}

export class StreamEvents implements EventWriter {
  readonly signOfLife: SentEvent = event('ping');
  readonly #options: StreamEventsOptions;
  readonly #blocks = new Map<number, OpenBlock>();
  #requestId: string;
  #model = '';
  #reported: Record<string, unknown> | undefined;
  #isStarted = false;
  #next = 0;

  constructor(options: StreamEventsOptions) {
    this.#options = options;
    this.#requestId = options.requestId;
  }

  /** Events for one frame; often none. */
  of({ frame }: Frame): SentEvent[] {
    switch (frame?.case) {
      case 'attemptStarted':
        this.#requestId = frame.value.requestId ?? '';
        this.#model = frame.value.model ?? '';
        return [];
      case 'usage':
        this.#reported = usageBlock(frame.value as Parameters<typeof usageBlock>[0]);
        return [];
      case 'contentStart':
        return [...this.#begin(), ...this.#start(frame.value.index ?? 0, frame.value)];
      case 'contentDelta':
        return this.#delta(frame.value.index ?? 0, frame.value);
      case 'contentEnd':
        return this.#close(frame.value.index ?? 0);
      default:
        return [];
    }
  }

  /** The last events of a whole answer. */
  end(response: GenerateResponse): SentEvent[] {
    this.#model ||= response.model;
    const open = [...this.#blocks.keys()].flatMap((index) => this.#close(index));
    const delta = { stop_reason: stopReasonWord(response.finishReason), stop_sequence: null, stop_details: null, container: null };
    return [...this.#begin(), ...open, event('message_delta', { delta, usage: usageBlock(response.usage), ...this.#options.tell(response) }), event('message_stop')];
  }

  broken(error: AppError): SentEvent[] {
    return [{ event: 'error', data: errorBody(error, error.options.requestId ?? this.#requestId) }];
  }

  /** Waits for the first block, so that what the provider has counted by then is in it. */
  #begin(): SentEvent[] {
    if (this.#isStarted) return [];
    this.#isStarted = true;
    const counted = this.#reported ?? usageBlock(undefined);
    const usage = { ...counted, input_tokens: counted['input_tokens'] ?? this.#options.estimatedInputTokens(), output_tokens: counted['output_tokens'] ?? 0 };
    return [event('message_start', { message: { ...emptyMessage(this.#requestId, this.#model), usage } }), this.signOfLife];
  }

  #start(ours: number, { type = '', toolCallId = '', toolName = '' }: { type?: string; toolCallId?: string; toolName?: string }): SentEvent[] {
    const block: OpenBlock = { index: this.#next, type, id: toolCallId, name: toolName, isOpen: false, signature: '' };
    this.#next += 1;
    this.#blocks.set(ours, block);
    return type === 'reasoning' ? [] : this.#open(block);
  }

  #open(block: OpenBlock, redacted?: Uint8Array): SentEvent[] {
    if (block.isOpen) return [];
    block.isOpen = true;
    return [event('content_block_start', { index: block.index, content_block: firstOf(block, redacted) })];
  }

  #delta(ours: number, { text = '', signature = '', redacted }: Delta): SentEvent[] {
    const block = this.#blocks.get(ours);
    if (block === undefined) return [];
    if (redacted !== undefined && redacted.length > 0) return this.#open(block, redacted);
    block.signature += signature;
    if (text === '') return [];
    return [...this.#open(block), event('content_block_delta', { index: block.index, delta: deltaOf(block.type, text) })];
  }

  #close(ours: number): SentEvent[] {
    const block = this.#blocks.get(ours);
    if (block === undefined) return [];
    this.#blocks.delete(ours);
    const signed = block.signature === '' ? [] : [event('content_block_delta', { index: block.index, delta: { type: 'signature_delta', signature: block.signature } })];
    return [...this.#open(block), ...signed, event('content_block_stop', { index: block.index })];
  }
}

function firstOf({ type, id, name }: OpenBlock, redacted: Uint8Array | undefined): object {
  if (type === 'tool_call') return toolUse({ id, name });
  if (type !== 'reasoning') return { type: 'text', text: '', citations: null };
  return redacted === undefined ? { type: 'thinking', thinking: '', signature: '' } : redactedThinking(redacted);
}

function deltaOf(type: string, text: string): object {
  if (type === 'tool_call') return { type: 'input_json_delta', partial_json: text };
  return type === 'reasoning' ? { type: 'thinking_delta', thinking: text } : { type: 'text_delta', text };
}

function event(type: string, members: object = {}): SentEvent {
  return { event: type, data: { type, ...members } };
}
