// Writes a chat.completion object.

import type { Answer, Choice } from '../../answers/answer.js';
import type { JsonObject } from '../../http/json.js';
import { finishToOpenAi } from './finish-reason.js';
import type { Flavour } from './flavour.js';
import { usageOf } from './usage.js';

export function writeCompletion(answer: Answer, flavour: Flavour): string {
  return JSON.stringify({
    id: `chatcmpl-${answer.id}`,
    object: 'chat.completion',
    created: Math.floor(answer.createdAtMs / 1000),
    model: answer.model,
    choices: answer.choices.map((choice, index) => ({
      index,
      message: messageOf(choice, flavour),
      logprobs: null,
      finish_reason: finishToOpenAi(choice.finish, flavour.finishReasons),
    })),
    ...(answer.usageShown ? { usage: usageOf(answer, flavour) } : {}),
    service_tier: 'default',
    system_fingerprint: 'fp_sandbox',
    ...flavour.extras,
  });
}

function messageOf(choice: Choice, { thoughts }: Flavour): JsonObject {
  const text = choice.parts.filter((part) => part.kind === 'text').map((part) => part.text).join('');
  const calls = choice.parts.filter((part) => part.kind === 'tool_call');
  return {
    role: 'assistant',
    content: text === '' && calls.length > 0 ? null : text,
    ...thoughtsToOpenAi(choice.reasoning?.text, thoughts, text),
    refusal: null,
    annotations: [],
    ...(calls.length > 0
      ? { tool_calls: calls.map((call) => ({ id: `call_${call.id}`, type: 'function', function: { name: call.name, arguments: call.text } })) }
      : {}),
  };
}

/** Of a message, or of a delta; `text` is what else its content has. */
export function thoughtsToOpenAi(words: string | undefined, place: Flavour['thoughts'], text = ''): JsonObject {
  if (words === undefined || place === undefined) return {};
  if (place !== 'content') return { [place]: words };
  return { content: [{ type: 'thinking', thinking: [{ type: 'text', text: words }] }, ...(text === '' ? [] : [{ type: 'text', text }])] };
}
