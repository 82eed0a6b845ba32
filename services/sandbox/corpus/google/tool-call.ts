// One call of a tool: its arguments are an object, it has no id, and the reason says stop.
import { answers, type Exchange } from '../exchange.js';
import { asks, ofJson, pages, post, read, responseOf, textTokens, weatherTool } from './parts.js';

export const toolCall: Exchange = {
  name: 'tool-call',
  source: pages.tools,
  read,
  request: post({ contents: asks('Is it raining in Sion?'), tools: [weatherTool], generationConfig: { maxOutputTokens: 64 } }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: responseOf({
      candidates: [{ content: { parts: [{ functionCall: { name: 'get_weather', args: { city: 'Sion' } }, thoughtSignature: 'c2lnbmVk' }], role: 'model' }, finishReason: 'STOP', index: 0, finishMessage: 'Model generated function call(s).' }],
      usageMetadata: { promptTokenCount: 48, candidatesTokenCount: 14, totalTokenCount: 105, promptTokensDetails: textTokens(48), thoughtsTokenCount: 43 },
    }),
  },
  expected: answers({
    toolCalls: [{ name: 'get_weather', arguments: { city: 'Sion' } }],
    usage: { meters: { input: 48, output: 14, reasoning: 43 }, inputTokens: 48, outputTokens: 57 },
    finish: { unified: 'tool_calls', raw: 'STOP' },
  }),
};
