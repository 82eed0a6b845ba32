// Writes a message object.

import type { Answer, Choice, Part } from '../../answers/answer.js';
import { parseJson } from '../../http/json.js';
import type { JsonObject } from '../../http/json.js';
import { stopReasonOf } from './stop-reason.js';
import { usageToAnthropic } from './usage.js';

/** Its thinking is signed, and only it can read the signature. */
export const thoughtSignature = 'c2FuZGJveA==';

/** What this vendor has and the sandbox does not do: said to be absent, as the vendor says it. */
export const without = { container: null, diagnostics: null };

export function writeMessage(answer: Answer): string {
  const choice = answer.choices[0] as Choice;
  return JSON.stringify({
    id: `msg_${answer.id}`,
    type: 'message',
    role: 'assistant',
    model: answer.model,
    content: [...(choice.reasoning === undefined ? [] : [{ type: 'thinking', thinking: choice.reasoning.text, signature: thoughtSignature }]), ...choice.parts.map(blockOf)],
    ...stopReasonOf(choice),
    ...without,
    ...(answer.usageShown ? { usage: { ...usageToAnthropic(answer.usage), ...(answer.isBatch ? { service_tier: 'batch' } : {}) } } : {}),
  });
}

function blockOf(part: Part): JsonObject {
  if (part.kind === 'text') return { type: 'text', text: part.text, citations: null };
  // Arguments that were cut are no JSON; as an object there is nothing left of them.
  return { type: 'tool_use', id: `toolu_${part.id}`, name: part.name, input: parseJson(part.text) ?? {}, caller: { type: 'direct' } };
}
