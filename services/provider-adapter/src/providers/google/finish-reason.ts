// Gemini's finish reasons, a closed map: https://ai.google.dev/api/generate-content#FinishReason
import type { AnswerStep, UnifiedFinish } from '../../adapter/answer-step.js';

const reasons: Readonly<Record<string, UnifiedFinish>> = {
  STOP: 'stop',
  MAX_TOKENS: 'length',
  SAFETY: 'content_filter',
  RECITATION: 'content_filter',
  BLOCKLIST: 'content_filter',
  PROHIBITED_CONTENT: 'content_filter',
  SPII: 'content_filter',
  MODEL_ARMOR: 'content_filter',
  IMAGE_SAFETY: 'content_filter',
  IMAGE_PROHIBITED_CONTENT: 'content_filter',
  IMAGE_RECITATION: 'content_filter',
  LANGUAGE: 'refusal',
  MALFORMED_FUNCTION_CALL: 'error',
  MALFORMED_RESPONSE: 'error',
  UNEXPECTED_TOOL_CALL: 'error',
  TOO_MANY_TOOL_CALLS: 'error',
  MISSING_THOUGHT_SIGNATURE: 'error',
  NO_IMAGE: 'error',
  IMAGE_OTHER: 'error',
};

/** To Gemini a tool call is an ordinary end. */
export function toFinish(raw: string, { hasToolCalls }: { hasToolCalls: boolean }): AnswerStep & { type: 'finish' } {
  const unified = Object.hasOwn(reasons, raw) ? reasons[raw]! : 'unknown';
  return { type: 'finish', unified: unified === 'stop' && hasToolCalls ? 'tool_calls' : unified, raw };
}

/** The prompt itself was turned away: https://ai.google.dev/api/generate-content#BlockReason */
export function toBlocked(raw: string): AnswerStep & { type: 'finish' } {
  return { type: 'finish', unified: 'content_filter', raw };
}
