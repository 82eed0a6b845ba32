// Two calls in one stream, each on a line of its own, with the ids and numbers of newer servers.
import { answers, type Exchange } from '../exchange.js';
import { countsOf, last, ofStream, pages, piece, post, read, weatherTool } from './parts.js';

export const parallelToolCalls: Exchange = {
  name: 'parallel-tool-calls',
  source: pages.types,
  read,
  request: post({ model: 'llama3.2', stream: true, messages: [{ role: 'user', content: 'Where is it warmer, in Scuol or in Poschiavo?' }], tools: [weatherTool], options: { num_predict: 64 } }),
  response: {
    status: 200,
    headers: ofStream,
    kind: 'lines',
    lines: [
      piece({ tool_calls: [{ id: 'call_a1b2c3d4', function: { index: 0, name: 'get_weather', arguments: { city: 'Scuol' } } }] }),
      piece({ tool_calls: [{ id: 'call_e5f6a7b8', function: { index: 1, name: 'get_weather', arguments: { city: 'Poschiavo' } } }] }),
      last({}, countsOf({ input: 174, output: 41 })),
    ],
  },
  expected: answers({
    toolCalls: [
      { id: 'call_a1b2c3d4', name: 'get_weather', arguments: { city: 'Scuol' } },
      { id: 'call_e5f6a7b8', name: 'get_weather', arguments: { city: 'Poschiavo' } },
    ],
    usage: { meters: { input: 174, output: 41 }, inputTokens: 174, outputTokens: 41 },
    finish: { unified: 'tool_calls', raw: 'stop' },
  }),
};
