// Two calls in one stream, the second without arguments: it streams one empty piece, and means an empty object.
import { answers, type Exchange } from '../exchange.js';
import { ended, named, ofStream, pages, ping, post, read, started, usageOf, weatherTool } from './parts.js';

function piece(index: number, json: string) {
  return named({ type: 'content_block_delta', index, delta: { type: 'input_json_delta', partial_json: json } });
}

export const parallelToolCalls: Exchange = {
  name: 'parallel-tool-calls',
  source: pages.streaming,
  read,
  request: post({
    model: 'claude-haiku-4-5',
    max_tokens: 128,
    stream: true,
    tools: [weatherTool, { name: 'get_time', input_schema: { type: 'object', properties: {} } }],
    messages: [{ role: 'user', content: 'How is the weather in Lugano, and what time is it?' }],
  }),
  response: {
    status: 200,
    headers: ofStream,
    kind: 'sse',
    lineEnd: '\n',
    events: [
      started('msg_01ParaParaParaParaParaPa', usageOf({ input_tokens: 455, output_tokens: 3 })),
      ping,
      named({ type: 'content_block_start', index: 0, content_block: { type: 'tool_use', id: 'toolu_01FirstFirstFirstFirst', name: 'get_weather', input: {}, caller: { type: 'direct' } } }),
      piece(0, ''),
      piece(0, '{"cit'),
      piece(0, 'y": "Lu'),
      piece(0, 'gano"}'),
      named({ type: 'content_block_stop', index: 0 }),
      named({ type: 'content_block_start', index: 1, content_block: { type: 'tool_use', id: 'toolu_02SecondSecondSecond', name: 'get_time', input: {}, caller: { type: 'direct' } } }),
      piece(1, ''),
      named({ type: 'content_block_stop', index: 1 }),
      ...ended('tool_use', { input_tokens: 455, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 77 }),
    ],
  },
  expected: answers({
    toolCalls: [
      { id: 'toolu_01FirstFirstFirstFirst', name: 'get_weather', arguments: { city: 'Lugano' } },
      { id: 'toolu_02SecondSecondSecond', name: 'get_time', arguments: {} },
    ],
    usage: { meters: { input: 455, cached_input: 0, cache_write_5m: 0, cache_write_1h: 0, output: 77 }, inputTokens: 455, outputTokens: 77 },
    finish: { unified: 'tool_calls', raw: 'tool_use' },
  }),
};
