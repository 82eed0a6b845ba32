// Decides what one answer says: text or tool calls, cut to the request's limits.

import type { Behaviour, ToolCallWanted } from '../behaviour/behaviour.js';
import { findDirective } from '../behaviour/directive.js';
import { brokenCharacter } from '../text/broken-character.js';
import { composeText, composeTokens } from '../text/compose.js';
import type { Random } from '../text/random.js';
import { sampleJson } from '../text/sample-json.js';
import { splitText } from '../text/split.js';
import { bytesPerToken, truncateToBytes, utf8Bytes } from '../text/tokens.js';
import type { Choice, Part, TextPart } from './answer.js';
import type { ChatRequest } from './request.js';

export interface ChoicePlan {
  request: ChatRequest;
  behaviour: Behaviour;
  random: Random;
  outputTokensMax: number;
}

export function planChoice(plan: ChoicePlan): Choice {
  const { request, behaviour, random } = plan;
  const wanted = wantedToolCalls(request, behaviour);
  const parts: Part[] = [];
  let finish = wanted.length > 0 ? 'tool_calls' : 'stop';
  let stopSequence: string | undefined;

  if (wanted.length === 0 || behaviour.text !== undefined) {
    const said = answerText(plan);
    const stopped = stopAt(behaviour.invalidUtf8 === true ? `${said} ${brokenCharacter}` : said, request.stopSequences);
    stopSequence = stopped.sequence;
    if (stopped.text !== '') parts.push({ kind: 'text', text: stopped.text, chunks: [] });
  }
  for (const call of wanted) {
    const schema = request.tools.find((tool) => tool.name === call.name)?.schema;
    const text = call.argumentsText ?? JSON.stringify(sampleJson(schema, random));
    parts.push({ kind: 'tool_call', id: randomId(random), name: call.name, text, chunks: [] });
  }

  const limited = limitParts(parts, plan.outputTokensMax);
  if (limited.cut) {
    finish = 'length';
    stopSequence = undefined;
  }
  return {
    reasoning: thoughtsOf(plan),
    parts: request.stream ? limited.parts.map((part) => ({ ...part, chunks: splitText(part.text, random, behaviour) })) : limited.parts,
    finish: behaviour.finishReason ?? finish,
    stopSequence,
  };
}

function thoughtsOf({ request, behaviour, random }: ChoicePlan): TextPart | undefined {
  if (request.reasons !== true || behaviour.reasoning === undefined) return undefined;
  return { kind: 'text', text: behaviour.reasoning, chunks: request.stream ? splitText(behaviour.reasoning, random, behaviour) : [] };
}

/** Bytes that count as output. A tool call's name is made by the model too. */
export function partBytes(part: Part): number {
  return utf8Bytes(part.text) + (part.kind === 'tool_call' ? utf8Bytes(part.name) : 0);
}

export function randomId(random: Random): string {
  let id = '';
  for (let index = 0; index < 3; index += 1) id += random.integer(0, 0xffffffff).toString(16).padStart(8, '0');
  return id;
}

function wantedToolCalls(request: ChatRequest, behaviour: Behaviour): readonly ToolCallWanted[] {
  if (behaviour.toolCalls !== undefined) return behaviour.toolCalls;
  if (behaviour.empty === true || request.toolChoice === 'none' || request.toolChoice === 'auto') return [];
  const forced = request.toolChoice === 'required' ? request.tools[0]?.name : request.toolChoice.name;
  return forced === undefined ? [] : [{ name: forced }];
}

function answerText({ request, behaviour, random }: ChoicePlan): string {
  if (behaviour.empty === true) return '';
  if (behaviour.text !== undefined) return behaviour.text;
  if (behaviour.echo === true) return findDirective(request.lastUserText)?.rest ?? request.lastUserText;
  if (behaviour.outputTokens !== undefined) return composeTokens(random, behaviour.outputTokens);
  if (request.answerSchema !== undefined) return JSON.stringify(sampleJson(request.answerSchema, random));
  return composeText(random);
}

function stopAt(text: string, sequences: readonly string[]): { text: string; sequence?: string } {
  let end = text.length;
  let found: string | undefined;
  for (const sequence of sequences) {
    const place = sequence === '' ? -1 : text.indexOf(sequence);
    if (place >= 0 && place < end) {
      end = place;
      found = sequence;
    }
  }
  return found === undefined ? { text } : { text: text.slice(0, end), sequence: found };
}

/** Keeps the parts that fit; the one at the limit is cut, and what follows it is never begun. */
function limitParts(parts: readonly Part[], tokensMax: number): { parts: Part[]; cut: boolean } {
  let bytesLeft = tokensMax * bytesPerToken;
  const kept: Part[] = [];
  for (const part of parts) {
    const bytes = partBytes(part);
    if (bytes <= bytesLeft) {
      kept.push(part);
      bytesLeft -= bytes;
      continue;
    }
    const textBytes = bytesLeft - (bytes - utf8Bytes(part.text));
    if (textBytes >= 0 && bytesLeft > 0) kept.push({ ...part, text: truncateToBytes(part.text, textBytes) });
    return { parts: kept, cut: true };
  }
  return { parts: kept, cut: false };
}
