// The answer reached maxTokens.
import type { ConverseResponse } from '@aws-sdk/client-bedrock-runtime';
import { answers, type Exchange } from '../exchange.js';
import { asks, metrics, ofJson, pages, post, read, said, type OnWire } from './parts.js';

export const cutAtTheCap: Exchange = {
  name: 'cut-at-the-cap',
  source: pages.converse,
  read,
  request: post({ messages: asks('Count as far as you can.'), inferenceConfig: { maxTokens: 8 } }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: {
      metrics,
      output: said([{ text: 'One, two, three,' }]),
      stopReason: 'max_tokens',
      usage: { inputTokens: 9, outputTokens: 8, totalTokens: 17, cacheReadInputTokens: 0, cacheWriteInputTokens: 0 },
    } satisfies OnWire<ConverseResponse>,
  },
  expected: answers({
    text: 'One, two, three,',
    usage: { meters: { input: 9, cached_input: 0, cache_write: 0, output: 8 }, inputTokens: 9, outputTokens: 8 },
    finish: { unified: 'length', raw: 'max_tokens' },
  }),
};
