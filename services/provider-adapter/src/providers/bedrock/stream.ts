// The events of ConverseStream as steps: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html
import type { AnswerStep } from '../../adapter/answer-step.js';
import type { VendorFailure } from '../../adapter/vendor-failure.js';
import { badOutput, BlockWriter, eventFailure, isObject, objectAt, parseJson, textAt, withoutEndMarker, type BinaryEvent, type JsonObject } from '../../toolkit/index.js';
import { errorOf } from './error.js';
import { toFinish } from './finish-reason.js';
import { usageStep } from './usage.js';

export class ConverseStream {
  readonly #blocks: BlockWriter;
  readonly #requestId: string | undefined;
  #isFinished = false;
  #isDone = false;

  constructor(attemptId: string, requestId: string | undefined) {
    this.#blocks = new BlockWriter(attemptId);
    this.#requestId = requestId;
  }

  /** Both the stop reason and the metadata after it were seen. */
  get isDone(): boolean {
    return this.#isDone;
  }

  /** The steps of one batch; a failure comes after the steps before it. */
  take(events: readonly BinaryEvent[]): { steps: AnswerStep[]; failure?: VendorFailure } {
    const steps: AnswerStep[] = [];
    for (const { kind, name, data } of events) {
      const event = parseJson(data);
      if (kind !== 'event') return { steps, failure: eventFailure(errorOf(name === '' ? undefined : name, isObject(event) ? event : undefined)) };
      if (!isObject(event)) return { steps, failure: badOutput('An event of the stream is not JSON.') };
      this.#takeEvent(name, event, steps);
      if (this.#isDone) break;
    }
    return { steps };
  }

  cut(): VendorFailure {
    return withoutEndMarker(this.#isFinished ? 'metadata' : 'messageStop');
  }

  #takeEvent(name: string, event: JsonObject, steps: AnswerStep[]): void {
    const key = Number(event['contentBlockIndex'] ?? 0);
    switch (name) {
      case 'messageStart':
        steps.push({ type: 'meta', responseId: this.#requestId });
        return;
      case 'contentBlockStart': {
        // Only tool calls announce themselves.
        const call = objectAt(objectAt(event, 'start'), 'toolUse');
        if (call !== undefined) steps.push(...this.#blocks.toolCall(key, { id: textAt(call, 'toolUseId'), name: textAt(call, 'name'), text: '' }));
        return;
      }
      case 'contentBlockDelta':
        steps.push(...this.#delta(key, objectAt(event, 'delta')));
        return;
      case 'contentBlockStop':
        steps.push(...this.#blocks.endToolCall(key));
        return;
      case 'messageStop':
        this.#isFinished = true;
        steps.push(...this.#blocks.endAll(), toFinish(textAt(event, 'stopReason')));
        return;
      case 'metadata': {
        const usage = objectAt(event, 'usage');
        const tier = textAt(objectAt(event, 'serviceTier'), 'type');
        if (tier !== undefined) steps.push({ type: 'meta', tier });
        if (usage !== undefined) steps.push(usageStep(usage, { isFinal: this.#isFinished }));
        this.#isDone = this.#isFinished;
        return;
      }
      default:
        return;
    }
  }

  *#delta(key: number, delta: JsonObject | undefined): Generator<AnswerStep> {
    const text = textAt(delta, 'text');
    if (text !== undefined) return yield* this.#blocks.words('text', text);
    const call = objectAt(delta, 'toolUse');
    if (call !== undefined) return yield* this.#blocks.toolCall(key, { text: textAt(call, 'input') ?? '' });
    const reasoning = objectAt(delta, 'reasoningContent');
    if (reasoning === undefined) return;
    const redacted = textAt(reasoning, 'redactedContent');
    if (redacted !== undefined) return yield* this.#blocks.redacted(Buffer.from(redacted, 'base64'));
    yield* this.#blocks.words('reasoning', textAt(reasoning, 'text') ?? '', textAt(reasoning, 'signature') ?? '');
  }
}
