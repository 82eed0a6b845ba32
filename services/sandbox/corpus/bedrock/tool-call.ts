// A sentence and one call of a tool, whole; its input is an object.
import type { ConverseResponse } from '@aws-sdk/client-bedrock-runtime';
import { answers, type Exchange } from '../exchange.js';
import { asks, metrics, ofJson, pages, post, read, said, weatherTool, type OnWire } from './parts.js';

export const toolCall: Exchange = {
  name: 'tool-call',
  source: pages.tools,
  read,
  request: post({ messages: asks('Is it raining in Luzern?'), toolConfig: weatherTool, inferenceConfig: { maxTokens: 64 } }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: {
      metrics,
      output: said([{ text: 'I will look.' }, { toolUse: { toolUseId: 'tooluse_AaBbCcDdEeFfGgHhIiJjKk', name: 'get_weather', input: { city: 'Luzern' } } }]),
      stopReason: 'tool_use',
      usage: { inputTokens: 412, outputTokens: 31, totalTokens: 443, cacheReadInputTokens: 0, cacheWriteInputTokens: 0 },
    } satisfies OnWire<ConverseResponse>,
  },
  expected: answers({
    text: 'I will look.',
    toolCalls: [{ id: 'tooluse_AaBbCcDdEeFfGgHhIiJjKk', name: 'get_weather', arguments: { city: 'Luzern' } }],
    usage: { meters: { input: 412, cached_input: 0, cache_write: 0, output: 31 }, inputTokens: 412, outputTokens: 31 },
    finish: { unified: 'tool_calls', raw: 'tool_use' },
  }),
};
