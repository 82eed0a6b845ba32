// The events of a streamed message as steps: https://docs.claude.com/en/docs/build-with-claude/streaming
import type { AnswerStep } from '../../adapter/answer-step.js';
import type { VendorFailure } from '../../adapter/vendor-failure.js';
import { badOutput, eventFailure, isObject, objectAt, parseJson, textAt, withoutEndMarker, type JsonObject, type SseEvent } from '../../toolkit/index.js';
import { readAnthropicError } from './error.js';
import { toFinish } from './finish-reason.js';
import { leftOut, redactedOf, startOf } from './response.js';
import { usageStep } from './usage.js';

interface OpenBlock {
  readonly index: number;
  readonly isToolCall: boolean;
  hasText: boolean;
}

export class AnthropicStream {
  readonly #open = new Map<unknown, OpenBlock>();
  #next = 0;
  /** The first report has details that the last one leaves out. */
  #usage: JsonObject = {};
  #isDone = false;

  /** message_stop was seen. */
  get isDone(): boolean {
    return this.#isDone;
  }

  /** The steps of one batch; a failure comes after the steps before it. isPing: nothing but signs of life. */
  take(events: readonly SseEvent[]): { steps: AnswerStep[]; failure?: VendorFailure; isPing: boolean } {
    const steps: AnswerStep[] = [];
    let isPing = true;
    for (const { data } of events) {
      const event = parseJson(data);
      if (!isObject(event)) return { steps, failure: badOutput('An event of the stream is not JSON.'), isPing };
      if (event['type'] === 'ping') continue;
      isPing = false;
      if (event['type'] === 'error') return { steps, failure: eventFailure(readAnthropicError(event)), isPing };
      this.#takeEvent(event, steps);
      if (this.#isDone) break;
    }
    return { steps, isPing };
  }

  cut(): VendorFailure {
    return withoutEndMarker('message_stop');
  }

  #takeEvent(event: JsonObject, steps: AnswerStep[]): void {
    switch (event['type']) {
      case 'message_start': {
        const message = objectAt(event, 'message');
        const usage = objectAt(message, 'usage');
        steps.push({ type: 'meta', responseModel: textAt(message, 'model'), responseId: textAt(message, 'id'), tier: textAt(usage, 'service_tier') });
        this.#takeUsage(usage, { isFinal: false }, steps);
        return;
      }
      case 'content_block_start':
        return this.#start(event, steps);
      case 'content_block_delta':
        return this.#addTo(event, steps);
      case 'content_block_stop':
        return this.#end(event, steps);
      case 'message_delta': {
        const raw = textAt(objectAt(event, 'delta'), 'stop_reason');
        if (raw !== undefined) steps.push(toFinish(raw));
        this.#takeUsage(objectAt(event, 'usage'), { isFinal: true }, steps);
        return;
      }
      case 'message_stop':
        this.#isDone = true;
        return;
      default:
        // The vendor promises to add event types, and asks that unknown ones be passed over.
        return;
    }
  }

  #start(event: JsonObject, steps: AnswerStep[]): void {
    const block = objectAt(event, 'content_block') ?? {};
    const start = startOf(block, this.#next);
    if (start === undefined) return void steps.push(leftOut(block));
    this.#next += 1;
    this.#open.set(event['index'], { index: start.index, isToolCall: start.kind === 'tool_call', hasText: false });
    steps.push(start);
    const redacted = redactedOf(block);
    if (redacted !== undefined) steps.push({ type: 'block_text', index: start.index, text: '', signature: '', redacted });
  }

  #addTo(event: JsonObject, steps: AnswerStep[]): void {
    const block = this.#open.get(event['index']);
    const delta = objectAt(event, 'delta');
    if (block === undefined || delta === undefined) return;
    const text = textAt(delta, 'text') ?? textAt(delta, 'thinking') ?? textAt(delta, 'partial_json') ?? '';
    const signature = textAt(delta, 'signature') ?? '';
    if (text === '' && signature === '') return;
    block.hasText ||= text !== '';
    steps.push({ type: 'block_text', index: block.index, text, signature });
  }

  #end(event: JsonObject, steps: AnswerStep[]): void {
    const block = this.#open.get(event['index']);
    if (block === undefined) return;
    this.#open.delete(event['index']);
    // A call without arguments streams none, and none is an empty object.
    if (block.isToolCall && !block.hasText) steps.push({ type: 'block_text', index: block.index, text: '{}', signature: '' });
    steps.push({ type: 'block_end', index: block.index });
  }

  #takeUsage(usage: JsonObject | undefined, { isFinal }: { isFinal: boolean }, steps: AnswerStep[]): void {
    if (usage === undefined) return;
    this.#usage = { ...this.#usage, ...usage };
    steps.push(usageStep(usage, { isFinal, raw: this.#usage }));
  }
}
