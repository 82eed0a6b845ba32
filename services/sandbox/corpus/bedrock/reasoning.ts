// Reasoning in words with its signature, and a part that only the vendor can read; there is no count of its own.
import type { ConverseResponse } from '@aws-sdk/client-bedrock-runtime';
import { answers, type Exchange } from '../exchange.js';
import { asks, metrics, ofJson, pages, post, read, said, type OnWire } from './parts.js';

export const reasoning: Exchange = {
  name: 'reasoning',
  source: pages.reasoning,
  read,
  request: post({ messages: asks('How many prime numbers are below 20?'), inferenceConfig: { maxTokens: 2048 }, additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 1024 } } }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: {
      metrics,
      output: said([{ reasoningContent: { reasoningText: { text: '2, 3, 5, 7, 11, 13, 17, 19.', signature: 'c2lnbmVk' } } }, { reasoningContent: { redactedContent: 'c2VhbGVk' } }, { text: 'Eight.' }]),
      stopReason: 'end_turn',
      usage: { inputTokens: 46, outputTokens: 61, totalTokens: 107, cacheReadInputTokens: 0, cacheWriteInputTokens: 0 },
    } satisfies OnWire<ConverseResponse>,
  },
  expected: answers({
    text: 'Eight.',
    reasoning: '2, 3, 5, 7, 11, 13, 17, 19.',
    usage: { meters: { input: 46, cached_input: 0, cache_write: 0, output: 61 }, inputTokens: 46, outputTokens: 61 },
    finish: { unified: 'stop', raw: 'end_turn' },
  }),
};
