// Writes a GenerateContentResponse, whole or in chunks: https://ai.google.dev/api/generate-content#v1beta.GenerateContentResponse

import type { Answer, Choice, Part } from '../../answers/answer.js';
import { isObject, parseJson } from '../../http/json.js';
import type { JsonObject } from '../../http/json.js';
import { utf8Bytes } from '../../text/tokens.js';
import type { Frame } from '../dialect.js';
import { demandsSignatures, signature } from './signature.js';
import { earlyUsageToGoogle, usageToGoogle } from './usage.js';

const reasons: Record<string, string> = { stop: 'STOP', tool_calls: 'STOP', length: 'MAX_TOKENS', content_filter: 'SAFETY', refusal: 'PROHIBITED_CONTENT' };

export function writeGoogleAnswer(answer: Answer): string {
  const choice = answer.choices[0] as Choice;
  const parts = choice.parts.map((part, index) => partOf(part, { isSigned: isFirstCall(choice, index) && demandsSignatures(answer.model) }));
  return JSON.stringify({
    candidates: [{ content: contentOf([...thoughtsOf(choice.reasoning?.text), ...parts]), finishReason: reasons[choice.finish] ?? choice.finish, index: 0 }],
    ...(answer.usageShown ? { usageMetadata: usageToGoogle(answer.usage) } : {}),
    ...tailOf(answer),
  });
}

export function* googleFrames(answer: Answer): Iterable<Frame> {
  const choice = answer.choices[0] as Choice;
  const whole = choice.parts.reduce((sum, part) => sum + bytesOf(part), 0);
  let told = 0;
  const chunk = (part: JsonObject, bytes: number): string => {
    told += bytes;
    const usage = answer.usageShown ? { usageMetadata: earlyUsageToGoogle(answer.usage, whole === 0 ? 1 : told / whole) } : {};
    return event({ candidates: [{ content: contentOf([part]), index: 0 }], ...usage, ...tailOf(answer) });
  };
  for (const piece of choice.reasoning?.chunks ?? []) yield { kind: 'other', text: chunk({ text: piece, thought: true }, 0) };
  for (const [index, part] of choice.parts.entries()) {
    if (part.kind === 'tool_call') {
      // A call comes whole: its arguments are an object.
      const made = partOf(part, { isSigned: isFirstCall(choice, index) && demandsSignatures(answer.model) });
      yield { kind: 'content', text: chunk(made, bytesOf(part)), contentBytes: bytesOf(part) };
      continue;
    }
    for (const piece of part.chunks) yield { kind: 'content', text: chunk({ text: piece }, utf8Bytes(piece)), contentBytes: utf8Bytes(piece) };
  }
  // Finish reason and whole usage stand on the last chunk; there is no other end marker.
  const last = { candidates: [{ content: contentOf([{ text: '' }]), finishReason: reasons[choice.finish] ?? choice.finish, index: 0 }] };
  yield { kind: 'last', text: event({ ...last, ...(answer.usageShown ? { usageMetadata: usageToGoogle(answer.usage) } : {}), ...tailOf(answer) }) };
}

function thoughtsOf(text: string | undefined): JsonObject[] {
  return text === undefined ? [] : [{ text, thought: true }];
}

function bytesOf(part: Part): number {
  return utf8Bytes(part.text) + (part.kind === 'tool_call' ? utf8Bytes(part.name) : 0);
}

function contentOf(parts: readonly JsonObject[]): JsonObject {
  return { ...(parts.length === 0 ? {} : { parts }), role: 'model' };
}

function tailOf(answer: Answer): JsonObject {
  return { modelVersion: answer.model, responseId: answer.id };
}

function isFirstCall({ parts }: Choice, index: number): boolean {
  return parts.findIndex(({ kind }) => kind === 'tool_call') === index;
}

function partOf(part: Part, { isSigned }: { isSigned: boolean }): JsonObject {
  if (part.kind === 'text') return { text: part.text };
  const parsed = parseJson(part.text);
  return { functionCall: { name: part.name, args: isObject(parsed) ? parsed : {} }, ...(isSigned ? { thoughtSignature: signature } : {}) };
}

function event(body: JsonObject): string {
  return `data: ${JSON.stringify(body)}\r\n\r\n`;
}
