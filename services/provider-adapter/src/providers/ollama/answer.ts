// The lines of an answer as steps; a whole answer is one line that says it all.
import type { AnswerStep } from '../../adapter/answer-step.js';
import type { VendorFailure } from '../../adapter/vendor-failure.js';
import { arrayAt, badOutput, BlockWriter, eventFailure, isObject, objectAt, parseJson, textAt, withoutEndMarker, type JsonObject } from '../../toolkit/index.js';
import { readOllamaError } from './error.js';
import { toFinish } from './finish-reason.js';
import { usageStep } from './usage.js';

export class OllamaAnswer {
  readonly #blocks: BlockWriter;
  #hasMeta = false;
  #calls = 0;
  #isDone = false;

  constructor(attemptId: string) {
    this.#blocks = new BlockWriter(attemptId);
  }

  /** `done: true` was seen. */
  get isDone(): boolean {
    return this.#isDone;
  }

  /** The steps of one batch; a failure comes after the steps before it. */
  take(lines: readonly string[]): { steps: AnswerStep[]; failure?: VendorFailure } {
    const steps: AnswerStep[] = [];
    for (const line of lines) {
      const piece = parseJson(line);
      if (!isObject(piece)) return { steps, failure: badOutput('A line of the stream is not JSON.') };
      if (piece['error'] !== undefined) return { steps, failure: eventFailure(readOllamaError(piece)) };
      this.#takePiece(piece, steps);
      if (this.#isDone) break;
    }
    return { steps };
  }

  /** Throws BAD_OUTPUT for anything that is no answer. */
  takeWhole(answer: JsonObject): AnswerStep[] {
    if (answer['error'] !== undefined) throw eventFailure(readOllamaError(answer));
    if (objectAt(answer, 'message') === undefined) throw badOutput("The provider's answer has no message.");
    const steps: AnswerStep[] = [];
    this.#takePiece(answer, steps);
    if (!this.#isDone) throw this.cut();
    return steps;
  }

  cut(): VendorFailure {
    return withoutEndMarker('"done": true');
  }

  #takePiece(piece: JsonObject, steps: AnswerStep[]): void {
    if (!this.#hasMeta) {
      this.#hasMeta = true;
      steps.push({ type: 'meta', responseModel: textAt(piece, 'model') });
    }
    const message = objectAt(piece, 'message');
    steps.push(...this.#blocks.words('reasoning', textAt(message, 'thinking') ?? ''));
    steps.push(...this.#blocks.words('text', textAt(message, 'content') ?? ''));
    for (const call of arrayAt(message, 'tool_calls')) {
      const called = isObject(call) ? objectAt(call, 'function') : undefined;
      if (!isObject(call) || called === undefined) continue;
      const key = this.#calls++;
      // Arguments come as an object; whatever is no object is judged with the answer.
      const text = JSON.stringify(called['arguments'] ?? {});
      steps.push(...this.#blocks.toolCall(key, { id: textAt(call, 'id'), name: textAt(called, 'name'), text }), ...this.#blocks.endToolCall(key));
    }
    if (piece['done'] !== true) return;
    this.#isDone = true;
    const usage = usageStep(piece);
    if (usage !== undefined) steps.push(usage);
    steps.push(...this.#blocks.endAll(), toFinish(textAt(piece, 'done_reason'), { hasToolCalls: this.#blocks.hasToolCalls }));
  }
}
