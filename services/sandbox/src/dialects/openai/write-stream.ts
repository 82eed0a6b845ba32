// Writes the chunks of a streamed chat completion.
//
// Chunks are put together from text rather than objects: this is the hottest loop
// of the sandbox, and a bench should measure the router and not the vendor.

import type { Answer, Choice } from '../../answers/answer.js';
import { totalInput, totalOutput } from '../../billing/usage.js';
import { utf8Bytes } from '../../text/tokens.js';
import type { Frame } from '../dialect.js';
import { finishToOpenAi } from './finish-reason.js';
import type { Flavour } from './flavour.js';
import { paddingTo } from './padding.js';
import { usageOf } from './usage.js';
import { thoughtsToOpenAi } from './write-completion.js';

export function* openAiFrames(answer: Answer, flavour: Flavour): Iterable<Frame> {
  const usageWanted = answer.streamUsage && answer.usageShown;
  const extras = flavour.extras === undefined ? '' : JSON.stringify(flavour.extras).slice(1, -1);
  const head = `data: {"id":"chatcmpl-${answer.id}","object":"chat.completion.chunk","created":${Math.floor(answer.createdAtMs / 1000)},"model":${JSON.stringify(answer.model)},"service_tier":"default","system_fingerprint":"fp_sandbox",${extras === '' ? '' : `${extras},`}"choices":[`;
  const noUsage = usageWanted && !answer.streamUsageOften && flavour.usageBesideChoice !== true ? ',"usage":null' : '';
  const soFar = usageSoFar(answer);
  const chunk = (index: number, delta: string, { finish = 'null', tail = noUsage, bytes = 0 } = {}): string =>
    `${head}{"index":${index},"delta":${delta},"logprobs":null,"finish_reason":${finish}}]${tail}${soFar(bytes)}${paddingOf(answer, delta.length)}}\n\n`;

  for (const [index, choice] of answer.choices.entries()) {
    // An answer that begins with a call has no content at all.
    const content = choice.parts[0]?.kind === 'tool_call' ? 'null' : '""';
    yield { kind: 'start', text: chunk(index, `{"role":"assistant","content":${content},"refusal":null}`) };
    for (const piece of choice.reasoning?.chunks ?? []) {
      const delta = JSON.stringify(thoughtsToOpenAi(piece, flavour.thoughts));
      if (delta !== '{}') yield { kind: 'other', text: chunk(index, delta) };
    }
    yield* contentFrames(choice, (delta, bytes) => chunk(index, delta, { bytes }));
  }
  const last = answer.choices.length - 1;
  for (const [index, choice] of answer.choices.entries()) {
    const finish = JSON.stringify(finishToOpenAi(choice.finish, flavour.finishReasons));
    yield { kind: 'finish', text: chunk(index, '{}', { finish, tail: index === last ? lastTail(answer, flavour, noUsage) : noUsage }) };
  }
  const beside = flavour.usageBesideChoice === true ? '{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}' : '';
  if (usageWanted) yield { kind: 'other', text: `${head}${beside}],"usage":${JSON.stringify(usageOf(answer, flavour))}${paddingOf(answer, 0)}}\n\n` };
  yield { kind: 'end', text: 'data: [DONE]\n\n' };
}

/** What stands behind the choices of the last chunk that has any. */
function lastTail(answer: Answer, flavour: Flavour, otherwise: string): string {
  if (!answer.usageShown) return otherwise;
  const usage = usageOf(answer, flavour);
  const beside = flavour.usageBeside === undefined ? '' : `,${JSON.stringify(flavour.usageBeside(usage)).slice(1, -1)}`;
  return `${flavour.usageOnFinish === true ? `,"usage":${JSON.stringify(usage)}` : otherwise}${beside}`;
}

/** Counts along with the bytes that were written, for servers that do. */
function usageSoFar(answer: Answer): (bytes: number) => string {
  if (!answer.streamUsageOften || !answer.usageShown) return () => '';
  const [input, output] = [totalInput(answer.usage), totalOutput(answer.usage)];
  const all = answer.choices.reduce((sum, { parts }) => parts.reduce((bytes, { text }) => bytes + utf8Bytes(text), sum), 0);
  let written = 0;
  return (bytes) => {
    written += bytes;
    const made = all === 0 ? output : Math.min(output, Math.floor((output * written) / all));
    return `,"usage":{"prompt_tokens":${input},"completion_tokens":${made},"total_tokens":${input + made}}`;
  };
}

function* contentFrames(choice: Choice, chunk: (delta: string, bytes: number) => string): Iterable<Frame> {
  let call = 0;
  for (const part of choice.parts) {
    if (part.kind === 'text') {
      for (const piece of part.chunks) {
        const contentBytes = utf8Bytes(piece);
        yield { kind: 'content', text: chunk(`{"content":${JSON.stringify(piece)}}`, contentBytes), contentBytes };
      }
      continue;
    }
    yield {
      kind: 'content',
      text: chunk(`{"tool_calls":[{"index":${call},"id":"call_${part.id}","type":"function","function":{"name":${JSON.stringify(part.name)},"arguments":""}}]}`, 0),
      contentBytes: utf8Bytes(part.name),
    };
    for (const piece of part.chunks) {
      const contentBytes = utf8Bytes(piece);
      yield { kind: 'content', text: chunk(`{"tool_calls":[{"index":${call},"function":{"arguments":${JSON.stringify(piece)}}}]}`, contentBytes), contentBytes };
    }
    call += 1;
  }
}

function paddingOf(answer: Answer, length: number): string {
  const { obfuscation } = paddingTo(answer, length);
  return obfuscation === undefined ? '' : `,"obfuscation":"${obfuscation}"`;
}
