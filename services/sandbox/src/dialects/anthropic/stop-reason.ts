// The sandbox's finish reasons in Anthropic's words; anything else is passed on raw.

import type { Choice } from '../../answers/answer.js';
import type { JsonObject } from '../../http/json.js';

const reasons: Record<string, string> = { stop: 'end_turn', length: 'max_tokens', tool_calls: 'tool_use', content_filter: 'refusal', refusal: 'refusal' };

export function stopReasonOf(choice: Choice): JsonObject {
  if (choice.finish === 'stop' && choice.stopSequence !== undefined) return { stop_reason: 'stop_sequence', stop_sequence: choice.stopSequence, stop_details: null };
  const reason = reasons[choice.finish] ?? choice.finish;
  return { stop_reason: reason, stop_sequence: null, stop_details: reason === 'refusal' ? { type: 'refusal', category: null, explanation: null } : null };
}
