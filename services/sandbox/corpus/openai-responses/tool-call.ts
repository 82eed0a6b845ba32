// A call of a function. It has two ids: its own, and the one that its output is given back under.
import { answers, type Exchange } from '../exchange.js';
import { answered, pages, post, read, response, usage, weatherTool } from './parts.js';

export const toolCall: Exchange = {
  name: 'tool-call',
  source: pages.tools,
  read,
  request: post({ model: 'gpt-4.1-mini', input: 'How is the weather in Tromsø?', tools: [weatherTool], tool_choice: 'required', max_output_tokens: 64, store: false }),
  response: answered(response({
    id: 'resp_a3Tool00Tool00Tool00Tool00Tool00Tool00Tool00To',
    model: 'gpt-4.1-mini-2025-04-14',
    max_output_tokens: 64,
    tools: [weatherTool],
    tool_choice: 'required',
    output: [{ id: 'fc_a3Tool00Tool00Tool00Tool00Tool00Tool00Tool00Tool', type: 'function_call', status: 'completed', arguments: '{"city":"Tromsø"}', call_id: 'call_Z9x8C7v6B5n4M3a2S1d0FfGg', name: 'get_weather' }],
    usage: usage({ input: 58, output: 17 }),
  })),
  expected: answers({
    toolCalls: [{ id: 'call_Z9x8C7v6B5n4M3a2S1d0FfGg', name: 'get_weather', arguments: { city: 'Tromsø' } }],
    usage: { meters: { input: 58, cached_input: 0, cache_write: 0, output: 17, reasoning: 0 }, inputTokens: 58, outputTokens: 17 },
    finish: { unified: 'tool_calls', raw: 'completed' },
  }),
};
