// Frames of ours -> chunks of the dialect, with tool calls numbered as the dialect numbers them.
import type { AppError } from '@switchyard/common/errors';
import type { GenerateResponse } from '@switchyard/proto/router/v1/generate';
import type { Frame } from '../../domain/run/forward-stream.js';
import type { EventWriter, SentEvent } from '../http/send-events.js';
import type { Storyteller } from '../http/story.js';
import { usageBlock } from './answer.js';
import { errorBody } from './error.js';
import { finishReasonWord } from './finish-reason.js';

export class StreamChunks implements EventWriter {
  readonly #createdS: number;
  readonly #includeUsage: boolean;
  readonly #tell: Storyteller;
  readonly #types = new Map<number, string>();
  readonly #toolIndexes = new Map<number, number>();
  #id = '';
  #model = '';
  #hasRole = false;

  constructor({ createdS, includeUsage, tell }: { createdS: number; includeUsage: boolean; tell: Storyteller }) {
    this.#tell = tell;
    this.#createdS = createdS;
    this.#includeUsage = includeUsage;
  }

  /** Chunks for one frame; often none. */
  of({ frame }: Frame): SentEvent[] {
    switch (frame?.case) {
      case 'attemptStarted':
        this.#id = `chatcmpl-${frame.value.requestId}`;
        this.#model = frame.value.model ?? '';
        return [];
      case 'contentStart':
        return this.#start(frame.value.index ?? 0, frame.value);
      case 'contentDelta':
        return this.#delta(frame.value.index ?? 0, frame.value.text ?? '');
      default:
        return [];
    }
  }

  /** The last chunks of a whole answer. */
  end(response: GenerateResponse): SentEvent[] {
    const last = { ...this.#chunk({}, finishReasonWord(response.finishReason?.unified)), ...this.#tell(response) };
    const usage = this.#includeUsage ? [{ data: { ...this.#envelope(), choices: [], usage: usageBlock(response.usage) } }] : [];
    return [{ data: last }, ...usage, { data: '[DONE]' }];
  }

  broken(error: AppError): SentEvent[] {
    return [{ data: errorBody(error) }];
  }

  #start(index: number, { type = '', toolCallId = '', toolName = '' }: { type?: string; toolCallId?: string; toolName?: string }): SentEvent[] {
    this.#types.set(index, type);
    if (type !== 'tool_call') return [];
    const toolIndex = this.#toolIndexes.size;
    this.#toolIndexes.set(index, toolIndex);
    return [{ data: this.#chunk({ tool_calls: [{ index: toolIndex, id: toolCallId, type: 'function', function: { name: toolName, arguments: '' } }] }) }];
  }

  #delta(index: number, text: string): SentEvent[] {
    if (text === '') return [];
    const type = this.#types.get(index);
    if (type === 'tool_call') return [{ data: this.#chunk({ tool_calls: [{ index: this.#toolIndexes.get(index), function: { arguments: text } }] }) }];
    return [{ data: this.#chunk(type === 'reasoning' ? { reasoning_content: text } : { content: text }) }];
  }

  #chunk(delta: object, finishReason: string | null = null): object {
    const withRole = this.#hasRole ? delta : { role: 'assistant', content: 'tool_calls' in delta ? null : '', ...delta };
    this.#hasRole = true;
    return { ...this.#envelope(), choices: [{ index: 0, delta: withRole, logprobs: null, finish_reason: finishReason }], ...(this.#includeUsage ? { usage: null } : {}) };
  }

  #envelope() {
    return { id: this.#id, object: 'chat.completion.chunk', created: this.#createdS, model: this.#model };
  }
}
