// Two calls in one stream: each is an item of its own, named where it opens, its arguments in pieces and then whole.
import type { ResponseFunctionToolCall } from 'openai/resources/responses/responses';
import { answers, type Exchange } from '../exchange.js';
import { closes, opens, pages, post, read, response, streamOf, type ToldEvent, usage, weatherTool } from './parts.js';

const calls = [
  { id: 'fc_a4First0First0First0First0First0First0First0Firs', call_id: 'call_First4First4First4First4', pieces: ['{"ci', 'ty":"Gda', 'ńsk"}'] },
  { id: 'fc_a4Second0Second0Second0Second0Second0Second0Secon', call_id: 'call_Second4Second4Second4Se', pieces: ['{"city"', ':"Chur"}'] },
] as const;

function callOf({ id, call_id }: (typeof calls)[number], status: 'in_progress' | 'completed', text: string): ResponseFunctionToolCall {
  return { id, type: 'function_call', status, arguments: text, call_id, name: 'get_weather' };
}

function told(call: (typeof calls)[number], index: number): ToldEvent[] {
  const place = { item_id: call.id, output_index: index };
  const text = call.pieces.join('');
  return [
    opens(index, callOf(call, 'in_progress', '')),
    ...call.pieces.map((delta): ToldEvent => ({ type: 'response.function_call_arguments.delta', ...place, delta, obfuscation: 'mT' })),
    { type: 'response.function_call_arguments.done', ...place, arguments: text },
    closes(index, callOf(call, 'completed', text)),
  ];
}

export const parallelToolCalls: Exchange = {
  name: 'parallel-tool-calls',
  source: pages.tools,
  read,
  request: post({ model: 'gpt-4.1-mini', input: 'Where is it colder, in Gdańsk or in Chur?', tools: [weatherTool], max_output_tokens: 64, store: false, stream: true }),
  response: streamOf(
    response({
      id: 'resp_a4Para00Para00Para00Para00Para00Para00Para00Pa', model: 'gpt-4.1-mini-2025-04-14', max_output_tokens: 64, tools: [weatherTool],
      output: calls.map((call) => callOf(call, 'completed', call.pieces.join(''))),
      usage: usage({ input: 66, output: 50 }),
    }),
    calls.flatMap(told),
  ),
  expected: answers({
    toolCalls: [
      { id: 'call_First4First4First4First4', name: 'get_weather', arguments: { city: 'Gdańsk' } },
      { id: 'call_Second4Second4Second4Se', name: 'get_weather', arguments: { city: 'Chur' } },
    ],
    usage: { meters: { input: 66, cached_input: 0, cache_write: 0, output: 50, reasoning: 0 }, inputTokens: 66, outputTokens: 50 },
    finish: { unified: 'tool_calls', raw: 'completed' },
  }),
};
