// Two calls in one stream: each is announced with its name, and its arguments come as pieces of JSON.
import { answers, type Exchange } from '../exchange.js';
import { asks, frame, metrics, ofStream, pages, post, read, weatherTool } from './parts.js';

export const parallelToolCalls: Exchange = {
  name: 'parallel-tool-calls',
  source: pages.converseStream,
  read,
  request: post({ messages: asks('Where is it warmer, in Luzern or in Zug?'), toolConfig: weatherTool, inferenceConfig: { maxTokens: 64 } }, { isStream: true }),
  response: {
    status: 200,
    headers: ofStream,
    kind: 'frames',
    frames: [
      frame('messageStart', { role: 'assistant' }),
      frame('contentBlockStart', { contentBlockIndex: 0, start: { toolUse: { toolUseId: 'tooluse_First0First0First0Fi', name: 'get_weather' } } }),
      frame('contentBlockDelta', { contentBlockIndex: 0, delta: { toolUse: { input: '{"city":' } } }),
      frame('contentBlockDelta', { contentBlockIndex: 0, delta: { toolUse: { input: '"Luzern"}' } } }),
      frame('contentBlockStop', { contentBlockIndex: 0 }),
      frame('contentBlockStart', { contentBlockIndex: 1, start: { toolUse: { toolUseId: 'tooluse_Second1Second1Second', name: 'get_weather' } } }),
      frame('contentBlockDelta', { contentBlockIndex: 1, delta: { toolUse: { input: '{"city":"Z' } } }),
      frame('contentBlockDelta', { contentBlockIndex: 1, delta: { toolUse: { input: 'ug"}' } } }),
      frame('contentBlockStop', { contentBlockIndex: 1 }),
      frame('messageStop', { stopReason: 'tool_use' }),
      frame('metadata', { metrics, usage: { inputTokens: 421, outputTokens: 58, totalTokens: 479, cacheReadInputTokens: 0, cacheWriteInputTokens: 0 } }),
    ],
  },
  expected: answers({
    toolCalls: [
      { id: 'tooluse_First0First0First0Fi', name: 'get_weather', arguments: { city: 'Luzern' } },
      { id: 'tooluse_Second1Second1Second', name: 'get_weather', arguments: { city: 'Zug' } },
    ],
    usage: { meters: { input: 421, cached_input: 0, cache_write: 0, output: 58 }, inputTokens: 421, outputTokens: 58 },
    finish: { unified: 'tool_calls', raw: 'tool_use' },
  }),
};
