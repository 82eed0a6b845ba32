// An ordinary answer.
import type { ConverseResponse } from '@aws-sdk/client-bedrock-runtime';
import { answers, type Exchange } from '../exchange.js';
import { asks, metrics, ofJson, pages, post, read, said, type OnWire } from './parts.js';

export const plain: Exchange = {
  name: 'plain',
  source: pages.converse,
  read,
  request: post({ messages: asks('Name a bridge.'), system: [{ text: 'Answer in one sentence.' }], inferenceConfig: { maxTokens: 64 } }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: {
      metrics,
      output: said([{ text: 'Kapellbrücke — Luzern. 🌉' }]),
      stopReason: 'end_turn',
      usage: { inputTokens: 14, outputTokens: 11, totalTokens: 25, cacheReadInputTokens: 0, cacheWriteInputTokens: 0 },
    } satisfies OnWire<ConverseResponse>,
  },
  expected: answers({
    text: 'Kapellbrücke — Luzern. 🌉',
    usage: { meters: { input: 14, cached_input: 0, cache_write: 0, output: 11 }, inputTokens: 14, outputTokens: 11 },
    finish: { unified: 'stop', raw: 'end_turn' },
  }),
};
