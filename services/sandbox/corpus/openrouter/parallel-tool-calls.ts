// Two calls in one stream, in pieces.
import { answers, type Exchange } from '../exchange.js';
import { chunk, ended, ofStream, pages, post, processing, read, usageOf, weatherTool } from './parts.js';

export const parallelToolCalls: Exchange = {
  name: 'parallel-tool-calls',
  source: pages.tools,
  read,
  request: post({ model: 'openai/gpt-4.1-mini', messages: [{ role: 'user', content: 'Where is it warmer, in Andermatt or in Airolo?' }], tools: [weatherTool], max_tokens: 64, stream: true, stream_options: { include_usage: true } }),
  response: {
    status: 200,
    headers: ofStream,
    kind: 'sse',
    lineEnd: '\n',
    events: [
      processing,
      chunk({ content: null, tool_calls: [{ index: 0, id: 'call_First0', type: 'function', function: { name: 'get_weather', arguments: '' } }] }),
      chunk({ content: null, tool_calls: [{ index: 0, function: { arguments: '{"city":"Ander' } }] }),
      chunk({ content: null, tool_calls: [{ index: 0, function: { arguments: 'matt"}' } }] }),
      chunk({ content: null, tool_calls: [{ index: 1, id: 'call_Second1', type: 'function', function: { name: 'get_weather', arguments: '{"city":' } }] }),
      chunk({ content: null, tool_calls: [{ index: 1, function: { arguments: '"Airolo"}' } }] }),
      chunk({}, { finish: 'tool_calls', native: 'tool_calls' }),
      ...ended(usageOf(66, 44)),
    ],
  },
  expected: answers({
    toolCalls: [
      { id: 'call_First0', name: 'get_weather', arguments: { city: 'Andermatt' } },
      { id: 'call_Second1', name: 'get_weather', arguments: { city: 'Airolo' } },
    ],
    usage: { meters: { input: 66, cached_input: 0, output: 44, reasoning: 0 }, inputTokens: 66, outputTokens: 44 },
    finish: { unified: 'tool_calls', raw: 'tool_calls' },
  }),
};
