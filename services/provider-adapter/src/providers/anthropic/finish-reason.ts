// Anthropic's stop reasons, a closed map: https://docs.claude.com/en/docs/build-with-claude/handling-stop-reasons
import type { AnswerStep, UnifiedFinish } from '../../adapter/answer-step.js';

const reasons: Readonly<Record<string, UnifiedFinish>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  tool_use: 'tool_calls',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  pause_turn: 'pause',
  refusal: 'refusal',
};

export function toFinish(raw: string | undefined): AnswerStep & { type: 'finish' } {
  if (raw === undefined) return { type: 'finish', unified: 'missing', raw: '' };
  return { type: 'finish', unified: Object.hasOwn(reasons, raw) ? reasons[raw]! : 'unknown', raw };
}
