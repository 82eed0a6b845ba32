// A picture in the prompt: its tokens are among inputTokens and not told apart. A model without a cache counts none.
import type { ConverseResponse } from '@aws-sdk/client-bedrock-runtime';
import { answers, type Exchange } from '../exchange.js';
import { metrics, ofJson, pages, post, read, said, type OnWire } from './parts.js';

export const vision: Exchange = {
  name: 'vision',
  source: pages.converse,
  read,
  request: post({ messages: [{ role: 'user', content: [{ image: { format: 'png', source: { bytes: 'iVBORw0KGgo=' } } }, { text: 'What is this?' }] }], inferenceConfig: { maxTokens: 64 } }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: {
      metrics,
      output: said([{ text: 'A grey square.' }]),
      stopReason: 'end_turn',
      usage: { inputTokens: 1310, outputTokens: 6, totalTokens: 1316 },
    } satisfies OnWire<ConverseResponse>,
  },
  expected: answers({
    text: 'A grey square.',
    usage: { meters: { input: 1310, output: 6 }, inputTokens: 1310, outputTokens: 6 },
    finish: { unified: 'stop', raw: 'end_turn' },
  }),
};
