// A guardrail stepped in: its own words, and a reason that says so.
import type { ConverseResponse } from '@aws-sdk/client-bedrock-runtime';
import { answers, type Exchange } from '../exchange.js';
import { asks, metrics, ofJson, pages, post, read, said, type OnWire } from './parts.js';

export const guardrail: Exchange = {
  name: 'guardrail',
  source: pages.converse,
  read,
  request: post({ messages: asks('Something that it will not say.'), inferenceConfig: { maxTokens: 64 }, guardrailConfig: { guardrailIdentifier: 'abc123', guardrailVersion: '1' } }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: {
      metrics,
      output: said([{ text: 'I cannot speak about that.' }]),
      stopReason: 'guardrail_intervened',
      usage: { inputTokens: 0, outputTokens: 0, totalTokens: 0, cacheReadInputTokens: 0, cacheWriteInputTokens: 0 },
    } satisfies OnWire<ConverseResponse>,
  },
  expected: answers({
    text: 'I cannot speak about that.',
    usage: { meters: { input: 0, cached_input: 0, cache_write: 0, output: 0 }, inputTokens: 0, outputTokens: 0 },
    finish: { unified: 'content_filter', raw: 'guardrail_intervened' },
  }),
};
