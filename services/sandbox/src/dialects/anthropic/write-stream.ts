// Writes the events of a streamed message: https://docs.claude.com/en/docs/build-with-claude/streaming

import type { Answer, Choice, Part, TextPart } from '../../answers/answer.js';
import { totalOutput } from '../../billing/usage.js';
import { utf8Bytes } from '../../text/tokens.js';
import type { Frame } from '../dialect.js';
import { stopReasonOf } from './stop-reason.js';
import { deltaUsageToAnthropic, usageToAnthropic } from './usage.js';
import { thoughtSignature, without } from './write-message.js';

export function* anthropicFrames(answer: Answer): Iterable<Frame> {
  const choice = answer.choices[0] as Choice;
  const message = {
    id: `msg_${answer.id}`, type: 'message', role: 'assistant', model: answer.model, content: [], stop_reason: null, stop_sequence: null, stop_details: null, ...without,
    // The first event counts what was made so far: at most the token that is on its way.
    ...(answer.usageShown ? { usage: usageToAnthropic(answer.usage, Math.min(1, totalOutput(answer.usage))) } : {}),
  };
  yield { kind: 'start', text: event('message_start', JSON.stringify({ type: 'message_start', message })) };
  yield { kind: 'other', text: event('ping', '{"type":"ping"}') };
  const first = choice.reasoning === undefined ? 0 : 1;
  if (choice.reasoning !== undefined) yield* thinkingFrames(choice.reasoning);
  for (const [index, part] of choice.parts.entries()) yield* blockFrames(part, first + index);
  const usage = answer.usageShown ? { usage: deltaUsageToAnthropic(answer.usage) } : {};
  yield { kind: 'finish', text: event('message_delta', JSON.stringify({ type: 'message_delta', delta: { ...stopReasonOf(choice), container: null }, ...usage })) };
  yield { kind: 'end', text: event('message_stop', '{"type":"message_stop"}') };
}

function* thinkingFrames({ chunks }: TextPart): Iterable<Frame> {
  const told = (type: string, fields: object): Frame => ({ kind: 'other', text: event(type, JSON.stringify({ type, index: 0, ...fields })) });
  yield told('content_block_start', { content_block: { type: 'thinking', thinking: '', signature: '' } });
  for (const thinking of chunks) yield told('content_block_delta', { delta: { type: 'thinking_delta', thinking } });
  yield told('content_block_delta', { delta: { type: 'signature_delta', signature: thoughtSignature } });
  yield told('content_block_stop', {});
}

function* blockFrames(part: Part, index: number): Iterable<Frame> {
  const block = part.kind === 'text' ? { type: 'text', text: '', citations: null } : { type: 'tool_use', id: `toolu_${part.id}`, name: part.name, input: {}, caller: { type: 'direct' } };
  const started = event('content_block_start', `{"type":"content_block_start","index":${index},"content_block":${JSON.stringify(block)}}`);
  // A tool's name is made by the model; the start of a text block says nothing yet.
  if (part.kind === 'text') yield { kind: 'other', text: started };
  else yield { kind: 'content', text: started, contentBytes: utf8Bytes(part.name) };
  const [type, field] = part.kind === 'text' ? ['text_delta', 'text'] : ['input_json_delta', 'partial_json'];
  for (const piece of part.chunks) {
    yield {
      kind: 'content',
      text: event('content_block_delta', `{"type":"content_block_delta","index":${index},"delta":{"type":"${type}","${field}":${JSON.stringify(piece)}}}`),
      contentBytes: utf8Bytes(piece),
    };
  }
  yield { kind: 'other', text: event('content_block_stop', `{"type":"content_block_stop","index":${index}}`) };
}

function event(name: string, data: string): string {
  return `event: ${name}\ndata: ${data}\n\n`;
}
