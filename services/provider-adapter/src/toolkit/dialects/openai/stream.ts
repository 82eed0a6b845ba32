// The chunks of a streamed completion as steps: https://platform.openai.com/docs/api-reference/chat-streaming
import type { AnswerStep } from '../../../adapter/answer-step.js';
import type { VendorFailure } from '../../../adapter/vendor-failure.js';
import { BlockWriter } from '../../block-writer.js';
import { eventFailure } from '../../http/answer-failure.js';
import { arrayAt, badOutput, isObject, objectAt, parseJson, textAt, type JsonObject } from '../../json/json.js';
import { withoutEndMarker } from '../../stream/read-stream.js';
import type { SseEvent } from '../../stream/sse-parser.js';
import { errorWithin, readErrorObject } from './error.js';
import { toFinish } from './finish-reason.js';
import { contentWords } from './content-words.js';
import type { OpenAiDifferences } from './differences.js';
import { metaOf } from './meta.js';
import { usageOfAnswer } from './usage.js';

export class OpenAiStream {
  readonly #blocks: BlockWriter;
  readonly #differs: OpenAiDifferences;
  #hasMeta = false;
  #isRefused = false;
  #isFinished = false;
  #isDone = false;

  constructor(attemptId: string, differs: OpenAiDifferences = {}) {
    this.#blocks = new BlockWriter(attemptId);
    this.#differs = differs;
  }

  /** [DONE] was seen. */
  get isDone(): boolean {
    return this.#isDone;
  }

  /** The steps of one batch; a failure comes after the steps before it. */
  take(events: readonly SseEvent[]): { steps: AnswerStep[]; failure?: VendorFailure } {
    const steps: AnswerStep[] = [];
    for (const { data } of events) {
      if (data === '[DONE]') {
        this.#finishOnce(steps, undefined);
        this.#isDone = true;
        return { steps };
      }
      const chunk = parseJson(data);
      if (!isObject(chunk)) return { steps, failure: badOutput('A chunk of the stream is not JSON.') };
      const error = errorWithin(chunk);
      if (error !== undefined) return { steps, failure: eventFailure(readErrorObject(error, { differs: this.#differs })) };
      this.#takeChunk(chunk, data, steps);
    }
    return { steps };
  }

  cut(): VendorFailure {
    return withoutEndMarker('[DONE]');
  }

  #takeChunk(chunk: JsonObject, text: string, steps: AnswerStep[]): void {
    // Azure sends its verdict on the prompt first, and names the model after it.
    if (!this.#hasMeta && chunk['model'] !== '') {
      this.#hasMeta = true;
      steps.push(metaOf(chunk));
    }
    const choice = arrayAt(chunk, 'choices')[0];
    if (isObject(choice)) this.#takeChoice(choice, steps);
    // The last word comes with or after the finish reason; servers that count along say it on every chunk.
    const usage = usageOfAnswer(chunk, text, { isFinal: this.#isFinished, differs: this.#differs });
    if (usage !== undefined) steps.push(usage);
  }

  #takeChoice(choice: JsonObject, steps: AnswerStep[]): void {
    const delta = objectAt(choice, 'delta');
    if (delta !== undefined) {
      steps.push(...contentWords(delta, this.#blocks));
      const refusal = textAt(delta, 'refusal') ?? '';
      if (refusal !== '') this.#isRefused = true;
      steps.push(...this.#blocks.words('text', refusal));
      arrayAt(delta, 'tool_calls').forEach((call, place) => {
        if (!isObject(call)) return;
        const called = objectAt(call, 'function');
        const key = typeof call['index'] === 'number' ? call['index'] : place;
        steps.push(...this.#blocks.toolCall(key, { id: textAt(call, 'id'), name: textAt(called, 'name'), text: textAt(called, 'arguments') ?? '' }));
      });
    }
    const raw = textAt(choice, 'finish_reason');
    if (raw !== undefined) this.#finishOnce(steps, raw);
  }

  #finishOnce(steps: AnswerStep[], raw: string | undefined): void {
    if (this.#isFinished) return;
    this.#isFinished = true;
    steps.push(...this.#blocks.endAll(), toFinish(raw, { hasToolCalls: this.#blocks.hasToolCalls, isRefused: this.#isRefused, finishReasons: this.#differs.finishReasons }));
  }
}
