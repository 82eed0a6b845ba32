// Frames of ours -> the events of a streamed response: https://platform.openai.com/docs/api-reference/responses-streaming
import { Reason, type AppError } from '@switchyard/common/errors';
import type { GenerateResponse } from '@switchyard/proto/router/v1/generate';
import type { Frame } from '../../../domain/run/forward-stream.js';
import type { EventWriter, SentEvent } from '../../http/send-events.js';
import { errorBody } from '../error.js';
import { idOf } from './items.js';
import { openItem, type OpenItem } from './open-item.js';
import type { ResponseObject } from './response-object.js';

export interface StreamEventsOptions {
  readonly object: ResponseObject;
  readonly withCipher: boolean;
  readonly requestId: string;
}

/** A part of an event: its type and members, before it is numbered. */
export type Happening = readonly [type: string, members: object];

export class StreamEvents implements EventWriter {
  readonly #options: StreamEventsOptions;
  readonly #open = new Map<number, OpenItem>();
  readonly #done: object[] = [];
  /** The item that ended last. Only what follows tells whether it is whole or was cut, so its end is said no sooner. */
  #ended: number | undefined;
  #requestId: string;
  #model = '';
  #isBegun = false;
  #sequence = 0;

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
        return this.#begin();
      case 'contentStart':
        return [...this.#closeEnded('completed'), ...this.#start(frame.value.index ?? 0, frame.value)];
      case 'contentDelta':
        return this.#events(this.#open.get(frame.value.index ?? 0)?.add(frame.value) ?? []);
      case 'contentEnd':
        return this.#end(frame.value.index ?? 0);
      default:
        return [];
    }
  }

  /** The last events of a whole answer. */
  end(response: GenerateResponse): SentEvent[] {
    const status = response.complete ? 'completed' : 'incomplete';
    const left = [...this.#closeEnded(status), ...[...this.#open.keys()].flatMap((index) => this.#close(index, status))];
    return [...this.#begin(), ...left, ...this.#events([[`response.${status}`, { response: this.#options.object.ended(response, this.#done) }]])];
  }

  /** Both words that the dialect has for it: one tells what had come until then, the other makes SDKs raise. */
  broken(error: AppError): SentEvent[] {
    const { message, code, param } = errorBody(error).error;
    const ended = this.#closeEnded('completed');
    const kind = error.reason === Reason.PROVIDER_RATE_LIMITED ? 'rate_limit_exceeded' : 'server_error';
    const response = this.#options.object.failed({ requestId: this.#requestId, model: this.#model }, [...this.#done, ...[...this.#open.values()].map((item) => item.end('incomplete').whole)], error, kind);
    return [...this.#begin(), ...ended, ...this.#events([['response.failed', { response }], ['error', { code, message, param }]])];
  }

  #begin(): SentEvent[] {
    if (this.#isBegun) return [];
    this.#isBegun = true;
    const response = this.#options.object.begun({ requestId: this.#requestId, model: this.#model });
    return this.#events([['response.created', { response }], ['response.in_progress', { response }]]);
  }

  #start(ours: number, { type = '', toolCallId = '', toolName = '' }: { type?: string; toolCallId?: string; toolName?: string }): SentEvent[] {
    const outputIndex = this.#open.size + this.#done.length;
    const item = openItem({ type, callId: toolCallId, name: toolName, id: idOf(this.#requestId, outputIndex), outputIndex, withCipher: this.#options.withCipher });
    this.#open.set(ours, item);
    return this.#events(item.begin());
  }

  #end(ours: number): SentEvent[] {
    if (!this.#open.has(ours)) return [];
    const before = this.#closeEnded('completed');
    this.#ended = ours;
    return before;
  }

  #closeEnded(status: 'completed' | 'incomplete'): SentEvent[] {
    const ended = this.#ended;
    this.#ended = undefined;
    return ended === undefined ? [] : this.#close(ended, status);
  }

  #close(ours: number, status: 'completed' | 'incomplete'): SentEvent[] {
    const item = this.#open.get(ours);
    if (item === undefined) return [];
    this.#open.delete(ours);
    const { happenings, whole } = item.end(status);
    this.#done.push(whole);
    return this.#events(happenings);
  }

  #events(happenings: readonly Happening[]): SentEvent[] {
    return happenings.map(([type, members]) => {
      const sequence = this.#sequence;
      this.#sequence += 1;
      return { event: type, data: { type, sequence_number: sequence, ...members } };
    });
  }
}
