// One call of a tool, whole.
import { answers, type Exchange } from '../exchange.js';
import { completion, ofJson, pages, post, read, usageOf, weatherTool } from './parts.js';

export const toolCall: Exchange = {
  name: 'tool-call',
  source: pages.tools,
  read,
  request: post({ model: 'openai/gpt-4.1-mini', messages: [{ role: 'user', content: 'Is it raining in Andermatt?' }], tools: [weatherTool], max_tokens: 64 }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: completion(
      { tool_calls: [{ id: 'call_Q1w2E3r4T5y6', type: 'function', function: { name: 'get_weather', arguments: '{"city":"Andermatt"}' } }] },
      { finish: 'tool_calls', native: 'tool_calls', usage: usageOf(58, 16) },
    ),
  },
  expected: answers({
    toolCalls: [{ id: 'call_Q1w2E3r4T5y6', name: 'get_weather', arguments: { city: 'Andermatt' } }],
    usage: { meters: { input: 58, cached_input: 0, output: 16, reasoning: 0 }, inputTokens: 58, outputTokens: 16 },
    finish: { unified: 'tool_calls', raw: 'tool_calls' },
  }),
};
