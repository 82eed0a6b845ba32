// The sandbox's finish reasons in Anthropic's words; anything else is passed on raw.

import type { Choice } from '../../answers/answer.js';

const reasons: Record<string, string> = { stop: 'end_turn', length: 'max_tokens', tool_calls: 'tool_use', content_filter: 'refusal', refusal: 'refusal' };

export function stopReasonOf(choice: Choice): { stop_reason: string; stop_sequence: string | null } {
  if (choice.finish === 'stop' && choice.stopSequence !== undefined) return { stop_reason: 'stop_sequence', stop_sequence: choice.stopSequence };
  return { stop_reason: reasons[choice.finish] ?? choice.finish, stop_sequence: null };
}
