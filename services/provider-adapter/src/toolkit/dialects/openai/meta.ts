// Who answered.
import type { AnswerStep } from '../../../adapter/answer-step.js';
import { textAt, type JsonObject } from '../../json/json.js';

export function metaOf(answer: JsonObject): AnswerStep {
  return { type: 'meta', responseModel: textAt(answer, 'model'), responseId: textAt(answer, 'id'), tier: textAt(answer, 'service_tier') };
}
