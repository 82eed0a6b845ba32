// Writes an answer of Converse, whole or as the events of ConverseStream.

import type { Answer, Choice, Part, TextPart } from '../../answers/answer.js';
import { isObject, parseJson } from '../../http/json.js';
import type { JsonObject } from '../../http/json.js';
import { utf8Bytes } from '../../text/tokens.js';
import type { Frame } from '../dialect.js';
import { eventMessage } from './event-stream.js';
import { usageToBedrock } from './usage.js';

const reasons: Record<string, string> = { stop: 'end_turn', length: 'max_tokens', tool_calls: 'tool_use', content_filter: 'content_filtered', refusal: 'content_filtered' };
/** Only the vendor can read it. */
const signature = 'c2FuZGJveA==';
const metrics = { latencyMs: 1 };

export function writeConverse(answer: Answer): string {
  const choice = answer.choices[0] as Choice;
  return JSON.stringify({
    metrics,
    output: { message: { content: [...(choice.reasoning === undefined ? [] : [{ reasoningContent: { reasoningText: { text: choice.reasoning.text, signature } } }]), ...choice.parts.map(blockOf)], role: 'assistant' } },
    stopReason: reasonOf(choice),
    ...(answer.usageShown ? { usage: usageToBedrock(answer.usage) } : {}),
  });
}

export function* converseFrames(answer: Answer): Iterable<Frame> {
  const choice = answer.choices[0] as Choice;
  yield { kind: 'start', text: filledEvent('messageStart', { role: 'assistant' }) };
  const first = choice.reasoning === undefined ? 0 : 1;
  if (choice.reasoning !== undefined) yield* reasoningFrames(choice.reasoning);
  for (const [index, part] of choice.parts.entries()) {
    const contentBlockIndex = first + index;
    if (part.kind === 'tool_call') {
      // Only a tool call announces itself, and its name is made by the model.
      const start = { toolUse: { name: part.name, toolUseId: `tooluse_${part.id}` } };
      yield { kind: 'content', text: filledEvent('contentBlockStart', { contentBlockIndex, start }), contentBytes: utf8Bytes(part.name) };
    }
    for (const piece of part.chunks) {
      const delta: JsonObject = part.kind === 'tool_call' ? { toolUse: { input: piece } } : { text: piece };
      yield { kind: 'content', text: filledEvent('contentBlockDelta', { contentBlockIndex, delta }), contentBytes: utf8Bytes(piece) };
    }
    yield { kind: 'other', text: filledEvent('contentBlockStop', { contentBlockIndex }) };
  }
  yield { kind: 'finish', text: filledEvent('messageStop', { stopReason: reasonOf(choice) }) };
  yield { kind: 'end', text: filledEvent('metadata', { metrics, ...(answer.usageShown ? { usage: usageToBedrock(answer.usage) } : {}) }) };
}

function* reasoningFrames({ chunks }: TextPart): Iterable<Frame> {
  const contentBlockIndex = 0;
  for (const reasoningContent of [...chunks.map((text) => ({ text })), { signature }]) yield { kind: 'other', text: filledEvent('contentBlockDelta', { contentBlockIndex, delta: { reasoningContent } }) };
  yield { kind: 'other', text: filledEvent('contentBlockStop', { contentBlockIndex }) };
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Filled up with letters to a round size, as the vendor does, so that sizes do not tell the words. */
function filledEvent(name: string, body: JsonObject): string {
  const { length } = JSON.stringify(body);
  return eventMessage(name, { ...body, p: letters.slice(0, letters.length - (length % letters.length)) });
}

function reasonOf(choice: Choice): string {
  if (choice.finish === 'stop' && choice.stopSequence !== undefined) return 'stop_sequence';
  return reasons[choice.finish] ?? choice.finish;
}

function blockOf(part: Part): JsonObject {
  if (part.kind === 'text') return { text: part.text };
  const parsed = parseJson(part.text);
  // Arguments that were cut are no JSON; as an object there is nothing left of them.
  return { toolUse: { input: isObject(parsed) ? parsed : {}, name: part.name, toolUseId: `tooluse_${part.id}` } };
}
