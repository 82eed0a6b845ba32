// An ordinary answer as it comes, with CR LF at the end of lines: each event counts what was made so far, and the last has the reason.
import { answers, type Exchange } from '../exchange.js';
import { asks, chunk, ofStream, pages, post, read, textTokens } from './parts.js';

export const stream: Exchange = {
  name: 'stream',
  source: pages.streaming,
  read,
  request: post({ contents: asks('Name a mountain.'), generationConfig: { maxOutputTokens: 64 } }, { isStream: true }),
  response: {
    status: 200,
    headers: ofStream,
    kind: 'sse',
    lineEnd: '\r\n',
    events: [
      chunk({ content: { parts: [{ text: 'Dent ' }], role: 'model' }, index: 0 }, { promptTokenCount: 5, candidatesTokenCount: 2, totalTokenCount: 7, promptTokensDetails: textTokens(5) }),
      chunk({ content: { parts: [{ text: 'Blanche,\nVal d’Hérens' }], role: 'model' }, index: 0 }, { promptTokenCount: 5, candidatesTokenCount: 11, totalTokenCount: 16, promptTokensDetails: textTokens(5) }),
      chunk({ content: { parts: [{ text: '' }], role: 'model' }, finishReason: 'STOP', index: 0 }, { promptTokenCount: 5, candidatesTokenCount: 11, totalTokenCount: 16, promptTokensDetails: textTokens(5) }),
    ],
  },
  expected: answers({
    text: 'Dent Blanche,\nVal d’Hérens',
    usage: { meters: { input: 5, output: 11 }, inputTokens: 5, outputTokens: 11 },
    finish: { unified: 'stop', raw: 'STOP' },
  }),
};
