// Bedrock's stop reasons, a closed map: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
import type { AnswerStep, UnifiedFinish } from '../../adapter/answer-step.js';

const reasons: Readonly<Record<string, UnifiedFinish>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  tool_use: 'tool_calls',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  content_filtered: 'content_filter',
  guardrail_intervened: 'content_filter',
  malformed_model_output: 'error',
  malformed_tool_use: 'error',
};

export function toFinish(raw: string | undefined): AnswerStep & { type: 'finish' } {
  if (raw === undefined) return { type: 'finish', unified: 'missing', raw: '' };
  return { type: 'finish', unified: Object.hasOwn(reasons, raw) ? reasons[raw]! : 'unknown', raw };
}
