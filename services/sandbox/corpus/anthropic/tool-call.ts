// A sentence and one call of a tool, whole; its input is an object.
import { answers, type Exchange } from '../exchange.js';
import { messageOf, ofJson, pages, post, read, usageOf, weatherTool } from './parts.js';

export const toolCall: Exchange = {
  name: 'tool-call',
  source: pages.tools,
  read,
  request: post({ model: 'claude-haiku-4-5', max_tokens: 128, tools: [weatherTool], messages: [{ role: 'user', content: 'Is it raining in Genève?' }] }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: messageOf({
      id: 'msg_01ToolToolToolToolToolTo',
      content: [
        { type: 'text', text: 'I will look.', citations: null },
        { type: 'tool_use', id: 'toolu_01AaBbCcDdEeFfGgHhIiJj', name: 'get_weather', input: { city: 'Genève' }, caller: { type: 'direct' } },
      ],
      stop_reason: 'tool_use',
      usage: usageOf({ input_tokens: 382, output_tokens: 58 }),
    }),
  },
  expected: answers({
    text: 'I will look.',
    toolCalls: [{ id: 'toolu_01AaBbCcDdEeFfGgHhIiJj', name: 'get_weather', arguments: { city: 'Genève' } }],
    usage: { meters: { input: 382, cached_input: 0, cache_write_5m: 0, cache_write_1h: 0, output: 58 }, inputTokens: 382, outputTokens: 58 },
    finish: { unified: 'tool_calls', raw: 'tool_use' },
  }),
};
