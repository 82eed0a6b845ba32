// One call of a tool, and no words.
import { answers, type Exchange } from '../exchange.js';
import { asks, completion, ofJson, pages, post, read, usageOf, weatherTool } from './parts.js';

export const toolCall: Exchange = {
  name: 'tool-call',
  source: pages.tools,
  read,
  request: post({ model: 'openai/gpt-oss-20b', messages: asks('Is it raining in Locarno?'), tools: [weatherTool], tool_choice: 'auto', max_tokens: 64 }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: completion({ content: null, tool_calls: [{ id: 'call_9c1d', type: 'function', function: { name: 'get_weather', arguments: '{"city":"Locarno"}' } }] }, { finish: 'tool_calls', usage: usageOf(78, 21) }),
  },
  expected: answers({
    toolCalls: [{ id: 'call_9c1d', name: 'get_weather', arguments: { city: 'Locarno' } }],
    usage: { meters: { input: 78, output: 21 }, inputTokens: 78, outputTokens: 21 },
    finish: { unified: 'tool_calls', raw: 'tool_calls' },
  }),
};
