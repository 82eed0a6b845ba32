// Read from the cache and written to it with both lifetimes: all of it beside inputTokens, and inside totalTokens.
import type { ConverseResponse } from '@aws-sdk/client-bedrock-runtime';
import { answers, type Exchange } from '../exchange.js';
import { asks, metrics, ofJson, pages, post, read, said, type OnWire } from './parts.js';

export const cachedUsage: Exchange = {
  name: 'cached-usage',
  source: pages.caching,
  read,
  request: post({
    system: [{ text: 'The long rules of the house.' }, { cachePoint: { type: 'default', ttl: '1h' } }, { text: 'Those of today.' }, { cachePoint: { type: 'default' } }],
    messages: asks('May I smoke?'),
    inferenceConfig: { maxTokens: 64 },
  }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: {
      metrics,
      output: said([{ text: 'Not inside.' }]),
      stopReason: 'end_turn',
      usage: {
        inputTokens: 8,
        outputTokens: 5,
        totalTokens: 2761,
        cacheReadInputTokens: 2048,
        cacheWriteInputTokens: 700,
        cacheDetails: [{ ttl: '5m', inputTokens: 200 }, { ttl: '1h', inputTokens: 500 }],
      },
    } satisfies OnWire<ConverseResponse>,
  },
  expected: answers({
    text: 'Not inside.',
    usage: { meters: { input: 8, cached_input: 2048, cache_write_5m: 200, cache_write_1h: 500, output: 5 }, inputTokens: 2756, outputTokens: 5 },
    finish: { unified: 'stop', raw: 'end_turn' },
  }),
};
