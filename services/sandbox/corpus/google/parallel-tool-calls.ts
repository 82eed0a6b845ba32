// Two calls in one stream: each comes whole, with an id of the newer models, and only the first is signed.
import { answers, type Exchange } from '../exchange.js';
import { asks, chunk, ofStream, pages, post, read, textTokens, weatherTool } from './parts.js';

export const parallelToolCalls: Exchange = {
  name: 'parallel-tool-calls',
  source: pages.tools,
  read,
  request: post({ contents: asks('Where is it warmer, in Sion or in Chur?'), tools: [weatherTool], generationConfig: { maxOutputTokens: 64 } }, { isStream: true }),
  response: {
    status: 200,
    headers: ofStream,
    kind: 'sse',
    lineEnd: '\r\n',
    events: [
      chunk({ content: { parts: [{ functionCall: { name: 'get_weather', args: { city: 'Sion' }, id: 'ab12cd34' }, thoughtSignature: 'c2lnbmVk' }], role: 'model' }, index: 0 }, { promptTokenCount: 51, candidatesTokenCount: 14, totalTokenCount: 125, promptTokensDetails: textTokens(51), thoughtsTokenCount: 60 }),
      chunk({ content: { parts: [{ functionCall: { name: 'get_weather', args: { city: 'Chur' }, id: 'ef56ab78' } }], role: 'model' }, index: 0 }, { promptTokenCount: 51, candidatesTokenCount: 29, totalTokenCount: 140, promptTokensDetails: textTokens(51), thoughtsTokenCount: 60 }),
      chunk({ content: { parts: [{ text: '' }], role: 'model' }, finishReason: 'STOP', index: 0 }, { promptTokenCount: 51, candidatesTokenCount: 29, totalTokenCount: 140, promptTokensDetails: textTokens(51), thoughtsTokenCount: 60 }),
    ],
  },
  expected: answers({
    toolCalls: [
      { id: 'ab12cd34', name: 'get_weather', arguments: { city: 'Sion' } },
      { id: 'ef56ab78', name: 'get_weather', arguments: { city: 'Chur' } },
    ],
    usage: { meters: { input: 51, output: 29, reasoning: 60 }, inputTokens: 51, outputTokens: 89 },
    finish: { unified: 'tool_calls', raw: 'STOP' },
  }),
};
