// One call of a tool: its arguments are an object, and the reason says stop.
import { answers, type Exchange } from '../exchange.js';
import { countsOf, last, ofJson, pages, post, read, weatherTool } from './parts.js';

export const toolCall: Exchange = {
  name: 'tool-call',
  source: pages.tools,
  read,
  request: post({ model: 'llama3.2', stream: false, messages: [{ role: 'user', content: 'Is it raining in Scuol?' }], tools: [weatherTool], options: { num_predict: 64 } }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: last({ tool_calls: [{ function: { name: 'get_weather', arguments: { city: 'Scuol' } } }] }, countsOf({ input: 168, output: 18 })),
  },
  expected: answers({
    toolCalls: [{ name: 'get_weather', arguments: { city: 'Scuol' } }],
    usage: { meters: { input: 168, output: 18 }, inputTokens: 168, outputTokens: 18 },
    finish: { unified: 'tool_calls', raw: 'stop' },
  }),
};
