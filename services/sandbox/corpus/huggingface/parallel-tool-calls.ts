// Two calls in one stream: every piece has the id, the kind and the place of its call.
import { answers, type Exchange } from '../exchange.js';
import { asks, chunk, ended, ofStream, pages, post, read, usageOf, weatherTool } from './parts.js';

export const parallelToolCalls: Exchange = {
  name: 'parallel-tool-calls',
  source: pages.tools,
  read,
  request: post({ model: 'openai/gpt-oss-20b', messages: asks('Where is it warmer, in Locarno or in Bellinzona?'), tools: [weatherTool], max_tokens: 64, stream: true, stream_options: { include_usage: true } }),
  response: {
    status: 200,
    headers: ofStream,
    kind: 'sse',
    lineEnd: '\n',
    events: [
      chunk({ tool_calls: [{ index: 0, id: 'call_first', type: 'function', function: { name: 'get_weather', arguments: '' } }] }),
      chunk({ tool_calls: [{ index: 0, id: 'call_first', type: 'function', function: { name: null, arguments: '{"city":"Loc' } }] }),
      chunk({ tool_calls: [{ index: 0, id: 'call_first', type: 'function', function: { name: null, arguments: 'arno"}' } }] }),
      chunk({ tool_calls: [{ index: 1, id: 'call_second', type: 'function', function: { name: 'get_weather', arguments: '{"city":' } }] }),
      chunk({ tool_calls: [{ index: 1, id: 'call_second', type: 'function', function: { name: null, arguments: '"Bellinzona"}' } }] }),
      chunk({}, 'tool_calls'),
      ...ended(usageOf(86, 47)),
    ],
  },
  expected: answers({
    toolCalls: [
      { id: 'call_first', name: 'get_weather', arguments: { city: 'Locarno' } },
      { id: 'call_second', name: 'get_weather', arguments: { city: 'Bellinzona' } },
    ],
    usage: { meters: { input: 86, output: 47 }, inputTokens: 86, outputTokens: 47 },
    finish: { unified: 'tool_calls', raw: 'tool_calls' },
  }),
};
