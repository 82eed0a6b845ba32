// Responses as steps; a whole answer is one chunk that says it all: https://ai.google.dev/api/generate-content#v1beta.GenerateContentResponse
import type { AnswerStep } from '../../adapter/answer-step.js';
import type { VendorFailure } from '../../adapter/vendor-failure.js';
import { arrayAt, badOutput, BlockWriter, eventFailure, isObject, objectAt, parseJson, readGoogleError, textAt, withoutEndMarker, type JsonObject, type SseEvent } from '../../toolkit/index.js';
import { toBlocked, toFinish } from './finish-reason.js';
import { markSignature } from './thought-signature.js';
import { usageStep } from './usage.js';

export class GoogleAnswer {
  readonly #blocks: BlockWriter;
  #hasMeta = false;
  #calls = 0;
  #isFinished = false;
  #isDone = false;

  constructor(attemptId: string) {
    this.#blocks = new BlockWriter(attemptId);
  }

  /** The finish reason was seen. */
  get isFinished(): boolean {
    return this.#isFinished;
  }

  /** The finish reason and the last usage were seen: nothing more is to come. */
  get isDone(): boolean {
    return this.#isDone;
  }

  /** The steps of one batch; a failure comes after the steps before it. */
  take(events: readonly SseEvent[]): { steps: AnswerStep[]; failure?: VendorFailure } {
    const steps: AnswerStep[] = [];
    for (const { data } of events) {
      const chunk = parseJson(data);
      if (!isObject(chunk)) return { steps, failure: badOutput('An event of the stream is not JSON.') };
      if (chunk['error'] !== undefined) return { steps, failure: eventFailure(readGoogleError(chunk)) };
      this.#takeChunk(chunk, steps);
      if (this.#isDone) break;
    }
    return { steps };
  }

  /** Throws BAD_OUTPUT for anything that is no answer. */
  takeWhole(answer: JsonObject): AnswerStep[] {
    if (answer['error'] !== undefined) throw eventFailure(readGoogleError(answer));
    if (arrayAt(answer, 'candidates').length === 0 && objectAt(answer, 'promptFeedback') === undefined) throw badOutput("The provider's answer has no candidates.");
    const steps: AnswerStep[] = [];
    this.#takeChunk(answer, steps);
    return steps;
  }

  cut(): VendorFailure {
    return withoutEndMarker('finishReason');
  }

  #takeChunk(chunk: JsonObject, steps: AnswerStep[]): void {
    const usage = objectAt(chunk, 'usageMetadata');
    if (!this.#hasMeta) {
      this.#hasMeta = true;
      steps.push({ type: 'meta', responseModel: textAt(chunk, 'modelVersion'), responseId: textAt(chunk, 'responseId'), tier: textAt(usage, 'serviceTier') });
    }
    const [candidate] = arrayAt(chunk, 'candidates');
    if (isObject(candidate)) {
      for (const part of arrayAt(objectAt(candidate, 'content'), 'parts')) if (isObject(part)) steps.push(...this.#stepsOfPart(part));
      const raw = textAt(candidate, 'finishReason');
      if (raw !== undefined && raw !== 'FINISH_REASON_UNSPECIFIED') this.#finish(steps, toFinish(raw, { hasToolCalls: this.#blocks.hasToolCalls }));
    }
    const blocked = textAt(objectAt(chunk, 'promptFeedback'), 'blockReason');
    if (blocked !== undefined) this.#finish(steps, toBlocked(blocked));
    // Every chunk counts what was made so far; only the one of the end counts all.
    if (usage !== undefined) steps.push(usageStep(usage, { isFinal: this.#isFinished }));
    this.#isDone = this.#isFinished && usage !== undefined;
  }

  #finish(steps: AnswerStep[], finish: AnswerStep): void {
    if (this.#isFinished) return;
    this.#isFinished = true;
    steps.push(...this.#blocks.endAll(), finish);
  }

  *#stepsOfPart(part: JsonObject): Generator<AnswerStep> {
    const signature = textAt(part, 'thoughtSignature');
    const call = objectAt(part, 'functionCall');
    if (call !== undefined) {
      if (signature !== undefined) yield* this.#blocks.words('reasoning', '', markSignature(signature));
      const key = this.#calls++;
      yield* this.#blocks.toolCall(key, { id: textAt(call, 'id'), name: textAt(call, 'name'), text: JSON.stringify(call['args'] ?? {}) });
      return yield* this.#blocks.endToolCall(key);
    }
    const text = textAt(part, 'text');
    if (text !== undefined) return yield* this.#blocks.words(part['thought'] === true ? 'reasoning' : 'text', text);
    const kind = Object.keys(part).find((field) => field !== 'thought' && field !== 'thoughtSignature');
    if (kind !== undefined) yield { type: 'warning', sentence: `A part with ${kind.slice(0, 64)} was left out of the answer.` };
  }
}
