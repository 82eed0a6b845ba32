// Writes the chunks of a streamed chat completion.
//
// Chunks are put together from text rather than objects: this is the hottest loop
// of the sandbox, and a bench should measure the router and not the vendor.

import type { Answer, Choice } from '../../answers/answer.js';
import { utf8Bytes } from '../../text/tokens.js';
import type { Frame } from '../dialect.js';
import { finishToOpenAi } from './finish-reason.js';
import { usageToOpenAi } from './usage.js';

export function* openAiFrames(answer: Answer): Iterable<Frame> {
  const usageWanted = answer.streamUsage && answer.usageShown;
  const head = `data: {"id":"chatcmpl-${answer.id}","object":"chat.completion.chunk","created":${Math.floor(answer.createdAtMs / 1000)},"model":${JSON.stringify(answer.model)},"service_tier":"default","system_fingerprint":"fp_sandbox","choices":[`;
  const noUsage = usageWanted ? ',"usage":null' : '';
  const chunk = (index: number, delta: string, finish = 'null'): string =>
    `${head}{"index":${index},"delta":${delta},"logprobs":null,"finish_reason":${finish}}]${noUsage}${paddingOf(answer, delta.length)}}\n\n`;

  for (const [index, choice] of answer.choices.entries()) {
    yield { kind: 'start', text: chunk(index, '{"role":"assistant","content":"","refusal":null}') };
    yield* contentFrames(choice, (delta) => chunk(index, delta));
  }
  for (const [index, choice] of answer.choices.entries()) {
    yield { kind: 'finish', text: chunk(index, '{}', JSON.stringify(finishToOpenAi(choice.finish))) };
  }
  if (usageWanted) yield { kind: 'other', text: `${head}],"usage":${JSON.stringify(usageToOpenAi(answer.usage))}${paddingOf(answer, 0)}}\n\n` };
  yield { kind: 'end', text: 'data: [DONE]\n\n' };
}

function* contentFrames(choice: Choice, chunk: (delta: string) => string): Iterable<Frame> {
  let call = 0;
  for (const part of choice.parts) {
    if (part.kind === 'text') {
      for (const piece of part.chunks) yield { kind: 'content', text: chunk(`{"content":${JSON.stringify(piece)}}`), contentBytes: utf8Bytes(piece) };
      continue;
    }
    yield {
      kind: 'content',
      text: chunk(`{"tool_calls":[{"index":${call},"id":"call_${part.id}","type":"function","function":{"name":${JSON.stringify(part.name)},"arguments":""}}]}`),
      contentBytes: utf8Bytes(part.name),
    };
    for (const piece of part.chunks) {
      yield { kind: 'content', text: chunk(`{"tool_calls":[{"index":${call},"function":{"arguments":${JSON.stringify(piece)}}}]}`), contentBytes: utf8Bytes(piece) };
    }
    call += 1;
  }
}

const paddedTo = 16;

/** Fills a chunk up to the next round size, so that sizes do not tell the words: on unless `include_obfuscation` is false. */
function paddingOf({ streamPadding, id }: Answer, length: number): string {
  return streamPadding === true ? `,"obfuscation":"${id.slice(0, (paddedTo - (length % paddedTo)) % paddedTo)}"` : '';
}
