// Writes a chat answer, as one object or as one line of JSON per piece.

import type { Answer, Choice, ToolCallPart } from '../../answers/answer.js';
import { totalInput, totalOutput } from '../../billing/usage.js';
import { isObject, parseJson } from '../../http/json.js';
import type { JsonObject } from '../../http/json.js';
import { utf8Bytes } from '../../text/tokens.js';
import type { Frame } from '../dialect.js';

/** A made-up speed, so that the durations are plausible and the same in every run. */
const nanosecondsPerToken = 1_000_000;

export function writeOllamaAnswer(answer: Answer): string {
  const choice = answer.choices[0] as Choice;
  const content = choice.parts.filter((part) => part.kind === 'text').map((part) => part.text).join('');
  const calls = choice.parts.filter((part) => part.kind === 'tool_call').map(callOf);
  return JSON.stringify({
    ...headOf(answer),
    message: { role: 'assistant', content, ...(choice.reasoning === undefined ? {} : { thinking: choice.reasoning.text }), ...(calls.length > 0 ? { tool_calls: calls } : {}) },
    ...endOf(answer),
  });
}

export function* ollamaFrames(answer: Answer): Iterable<Frame> {
  const choice = answer.choices[0] as Choice;
  const head = JSON.stringify(headOf(answer)).slice(0, -1);
  for (const piece of choice.reasoning?.chunks ?? []) yield { kind: 'other', text: `${head},"message":{"role":"assistant","content":"","thinking":${JSON.stringify(piece)}},"done":false}\n` };
  for (const part of choice.parts) {
    if (part.kind === 'tool_call') {
      // A tool call comes whole: Ollama parses the model's words before it sends them.
      const message = JSON.stringify({ role: 'assistant', content: '', tool_calls: [callOf(part)] });
      yield { kind: 'content', text: `${head},"message":${message},"done":false}\n`, contentBytes: utf8Bytes(part.text) + utf8Bytes(part.name) };
      continue;
    }
    for (const piece of part.chunks) {
      yield { kind: 'content', text: `${head},"message":{"role":"assistant","content":${JSON.stringify(piece)}},"done":false}\n`, contentBytes: utf8Bytes(piece) };
    }
  }
  // Finish reason, usage and end marker are one line here.
  yield { kind: 'last', text: `${JSON.stringify({ ...headOf(answer), message: { role: 'assistant', content: '' }, ...endOf(answer) })}\n` };
}

function headOf(answer: Answer): JsonObject {
  return { model: answer.model, created_at: new Date(answer.createdAtMs).toISOString() };
}

function callOf(part: ToolCallPart): JsonObject {
  const parsed = parseJson(part.text);
  return { function: { name: part.name, arguments: isObject(parsed) ? parsed : {} } };
}

function endOf(answer: Answer): JsonObject {
  const { finish } = answer.choices[0] as Choice;
  const input = totalInput(answer.usage);
  const output = totalOutput(answer.usage);
  const counts = {
    total_duration: (input + output) * nanosecondsPerToken,
    load_duration: 0,
    prompt_eval_count: input,
    prompt_eval_duration: input * nanosecondsPerToken,
    eval_count: output,
    eval_duration: output * nanosecondsPerToken,
  };
  // To Ollama a tool call is an ordinary end.
  return { done: true, done_reason: finish === 'tool_calls' ? 'stop' : finish, ...(answer.usageShown ? counts : {}) };
}
