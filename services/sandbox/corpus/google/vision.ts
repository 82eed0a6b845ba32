// A picture in the prompt has a count of its own, inside promptTokenCount.
import { answers, type Exchange } from '../exchange.js';
import { ofJson, pages, post, read, responseOf } from './parts.js';

export const vision: Exchange = {
  name: 'vision',
  source: pages.vision,
  read,
  request: post({ contents: [{ role: 'user', parts: [{ text: 'What is this?' }, { inlineData: { mimeType: 'image/png', data: 'iVBORw0KGgo=' } }] }], generationConfig: { maxOutputTokens: 64 } }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: responseOf({
      candidates: [{ content: { parts: [{ text: 'A grey square.' }], role: 'model' }, finishReason: 'STOP', index: 0 }],
      usageMetadata: { promptTokenCount: 263, candidatesTokenCount: 5, totalTokenCount: 268, promptTokensDetails: [{ modality: 'TEXT', tokenCount: 5 }, { modality: 'IMAGE', tokenCount: 258 }] },
    }),
  },
  expected: answers({
    text: 'A grey square.',
    usage: { meters: { input: 5, input_image: 258, output: 5 }, inputTokens: 263, outputTokens: 5 },
    finish: { unified: 'stop', raw: 'STOP' },
  }),
};
