// Writes the events of a streamed response: https://platform.openai.com/docs/api-reference/responses-streaming
//
// Each is numbered, and named twice. The last has the whole response once more; nothing like [DONE] follows it.

import type { Answer } from '../../../answers/answer.js';
import type { JsonObject } from '../../../http/json.js';
import { utf8Bytes } from '../../../text/tokens.js';
import type { Frame } from '../../dialect.js';
import type { Flavour } from '../flavour.js';
import { paddingTo } from '../padding.js';
import { contentPart, outputItems, summaryPart } from './write-items.js';
import type { OutputItem } from './write-items.js';
import { begunResponse, wholeResponse } from './write-response.js';

type Write = (type: string, fields: JsonObject) => string;

export function* responsesFrames(answer: Answer, flavour: Flavour): Iterable<Frame> {
  let sequence = 0;
  const write: Write = (type, fields) => eventOf(type, { ...fields, sequence_number: sequence++ });
  const begun = begunResponse(answer, flavour);
  yield { kind: 'start', text: write('response.created', { response: begun }) };
  yield { kind: 'start', text: write('response.in_progress', { response: begun }) };
  for (const [index, item] of outputItems(answer).entries()) yield* itemFrames(item, { index, write, answer });
  const response = wholeResponse(answer, flavour);
  const { status: _, incomplete_details: __, ...rest } = response;
  const number = { sequence_number: sequence };
  yield { kind: 'last', text: eventOf(`response.${String(response['status'])}`, { response, ...number }), reasonless: eventOf('response.completed', { response: rest, ...number }) };
}

export function eventOf(type: string, fields: JsonObject): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
}

interface Place {
  index: number;
  write: Write;
  answer: Answer;
}

function* itemFrames(item: OutputItem, place: Place): Iterable<Frame> {
  const { index, write } = place;
  const added = write('response.output_item.added', { item: item.begun, output_index: index });
  if (item.kind === 'function_call') yield { kind: 'content', text: added, contentBytes: utf8Bytes(item.call.name) };
  else yield { kind: 'start', text: added };
  switch (item.kind) {
    case 'reasoning':
      yield* summaryFrames(item, place);
      break;
    case 'message':
      yield* messageFrames(item, place);
      break;
    case 'function_call':
      yield* argumentFrames(item, place);
  }
  yield { kind: 'start', text: write('response.output_item.done', { item: item.done, output_index: index }) };
}

function* summaryFrames({ id, summary }: Extract<OutputItem, { kind: 'reasoning' }>, { index, write, answer }: Place): Iterable<Frame> {
  if (summary === undefined) return;
  const told: Write = (name, fields) => write(`response.reasoning_summary_${name}`, { item_id: id, output_index: index, summary_index: 0, ...fields });
  yield { kind: 'start', text: told('part.added', { part: summaryPart('') }) };
  for (const piece of summary.chunks) yield { kind: 'start', text: told('text.delta', { delta: piece, ...paddingTo(answer, piece.length) }) };
  yield { kind: 'start', text: told('text.done', { text: summary.text }) };
  yield { kind: 'start', text: told('part.done', { part: summaryPart(summary.text) }) };
}

function* messageFrames({ id, said, isRefusal }: Extract<OutputItem, { kind: 'message' }>, { index, write, answer }: Place): Iterable<Frame> {
  const told: Write = (name, fields) => write(`response.${name}`, { content_index: 0, item_id: id, output_index: index, ...fields });
  const [name, extra, whole] = isRefusal ? ['refusal', {}, { refusal: said.text }] as const : ['output_text', { logprobs: [] }, { text: said.text }] as const;
  yield { kind: 'start', text: told('content_part.added', { part: contentPart('', isRefusal) }) };
  for (const piece of said.chunks) yield { kind: 'content', text: told(`${name}.delta`, { delta: piece, ...extra, ...paddingTo(answer, piece.length) }), contentBytes: utf8Bytes(piece) };
  yield { kind: 'start', text: told(`${name}.done`, { ...extra, ...whole }) };
  yield { kind: 'start', text: told('content_part.done', { part: contentPart(said.text, isRefusal) }) };
}

function* argumentFrames({ id, call }: Extract<OutputItem, { kind: 'function_call' }>, { index, write, answer }: Place): Iterable<Frame> {
  const told: Write = (name, fields) => write(`response.function_call_arguments.${name}`, { item_id: id, output_index: index, ...fields });
  for (const piece of call.chunks) yield { kind: 'content', text: told('delta', { delta: piece, ...paddingTo(answer, piece.length) }), contentBytes: utf8Bytes(piece) };
  yield { kind: 'start', text: told('done', { arguments: call.text }) };
}
