// The events of a streamed response as steps: https://platform.openai.com/docs/api-reference/responses-streaming
import type { AnswerStep } from '../../../adapter/answer-step.js';
import type { VendorFailure } from '../../../adapter/vendor-failure.js';
import { badOutput, BlockWriter, eventFailure, isObject, objectAt, parseJson, readErrorObject, textAt, withoutEndMarker, type JsonObject, type SseEvent } from '../../../toolkit/index.js';
import { endingOf, failureOf } from './ending.js';
import { endReasoning, hasRefusal, leftOut, metaOf } from './response.js';
import { usageStep } from './usage.js';

export class ResponsesStream {
  readonly #blocks: BlockWriter;
  #isRefused = false;
  #hasParagraph = false;
  #isDone = false;

  constructor(attemptId: string) {
    this.#blocks = new BlockWriter(attemptId);
  }

  /** The event with the whole response was seen: it is the last. */
  get isDone(): boolean {
    return this.#isDone;
  }

  /** The steps of one batch; a failure comes after the steps before it. */
  take(events: readonly SseEvent[]): { steps: AnswerStep[]; failure?: VendorFailure } {
    const steps: AnswerStep[] = [];
    for (const { data } of events) {
      const event = parseJson(data);
      if (!isObject(event)) return { steps, failure: badOutput('An event of the stream is not JSON.') };
      const failure = this.#takeEvent(event, steps);
      if (failure !== undefined) return { steps, failure };
      if (this.#isDone) break;
    }
    return { steps };
  }

  cut(): VendorFailure {
    return withoutEndMarker('response.completed');
  }

  #takeEvent(event: JsonObject, steps: AnswerStep[]): VendorFailure | undefined {
    const delta = textAt(event, 'delta') ?? '';
    const place = Number(event['output_index'] ?? 0);
    const item = objectAt(event, 'item') ?? {};
    switch (event['type']) {
      case 'error':
        return eventFailure(readErrorObject(objectAt(event, 'error') ?? event));
      case 'response.failed':
        return failureOf({ status: 'failed', ...objectAt(event, 'response') });
      case 'response.created':
        steps.push(metaOf(objectAt(event, 'response') ?? {}));
        return undefined;
      case 'response.output_text.delta':
        steps.push(...this.#blocks.words('text', delta));
        return undefined;
      case 'response.refusal.delta':
        this.#isRefused = true;
        steps.push(...this.#blocks.words('text', delta));
        return undefined;
      case 'response.reasoning_summary_part.added':
        if (this.#hasParagraph) steps.push(...this.#blocks.words('reasoning', '\n\n'));
        this.#hasParagraph = true;
        return undefined;
      case 'response.reasoning_summary_text.delta':
      case 'response.reasoning_text.delta':
        steps.push(...this.#blocks.words('reasoning', delta));
        return undefined;
      case 'response.output_item.added':
        this.#hasParagraph = false;
        if (item['type'] === 'function_call') steps.push(...this.#blocks.toolCall(place, { id: textAt(item, 'call_id'), name: textAt(item, 'name'), text: '' }));
        return undefined;
      case 'response.function_call_arguments.delta':
        steps.push(...this.#blocks.toolCall(place, { text: delta }));
        return undefined;
      case 'response.output_item.done':
        steps.push(...this.#endItem(item, place));
        return undefined;
      case 'response.completed':
      case 'response.incomplete':
        this.#end(objectAt(event, 'response') ?? {}, steps);
        return undefined;
      default:
        // Events that repeat what the deltas said, and types that are yet to come.
        return undefined;
    }
  }

  *#endItem(item: JsonObject, place: number): Generator<AnswerStep> {
    switch (textAt(item, 'type')) {
      case 'message':
        this.#isRefused ||= hasRefusal(item);
        return;
      case 'reasoning':
        return yield* endReasoning(item, this.#blocks);
      case 'function_call':
        return yield* this.#blocks.endToolCall(place);
      default:
        yield leftOut(item);
    }
  }

  #end(response: JsonObject, steps: AnswerStep[]): void {
    this.#isDone = true;
    const usage = objectAt(response, 'usage');
    // The tier that served is known only now.
    steps.push(...this.#blocks.endAll(), metaOf(response), endingOf(response, { hasToolCalls: this.#blocks.hasToolCalls, isRefused: this.#isRefused }));
    // Without a word on how it ended nobody knows whether this is the last of it.
    if (usage !== undefined) steps.push(usageStep(usage, { isFinal: textAt(response, 'status') !== undefined }));
  }
}
