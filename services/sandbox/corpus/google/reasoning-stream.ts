// Thoughts as they come: as long as there are only thoughts, no candidates are counted.
import { answers, type Exchange } from '../exchange.js';
import { asks, chunk, ofStream, pages, post, read, textTokens } from './parts.js';

export const reasoningStream: Exchange = {
  name: 'reasoning-stream',
  source: pages.thinking,
  read,
  request: post({ contents: asks('Is 51 prime?'), generationConfig: { maxOutputTokens: 2048, thinkingConfig: { includeThoughts: true } } }, { isStream: true }),
  response: {
    status: 200,
    headers: ofStream,
    kind: 'sse',
    lineEnd: '\r\n',
    events: [
      chunk({ content: { parts: [{ text: '51 = 3', thought: true }], role: 'model' }, index: 0 }, { promptTokenCount: 7, totalTokenCount: 29, promptTokensDetails: textTokens(7), thoughtsTokenCount: 22 }),
      chunk({ content: { parts: [{ text: ' × 17.', thought: true }], role: 'model' }, index: 0 }, { promptTokenCount: 7, totalTokenCount: 48, promptTokensDetails: textTokens(7), thoughtsTokenCount: 41 }),
      chunk({ content: { parts: [{ text: 'No.' }], role: 'model' }, finishReason: 'STOP', index: 0 }, { promptTokenCount: 7, candidatesTokenCount: 2, totalTokenCount: 50, promptTokensDetails: textTokens(7), thoughtsTokenCount: 41 }),
    ],
  },
  expected: answers({
    text: 'No.',
    reasoning: '51 = 3 × 17.',
    usage: { meters: { input: 7, output: 2, reasoning: 41 }, inputTokens: 7, outputTokens: 43 },
    finish: { unified: 'stop', raw: 'STOP' },
  }),
};
