// A picture in the prompt: its tokens are among input_tokens and not told apart.
import { answers, type Exchange } from '../exchange.js';
import { messageOf, ofJson, pages, post, read, usageOf } from './parts.js';

export const vision: Exchange = {
  name: 'vision',
  source: pages.vision,
  read,
  request: post({ model: 'claude-haiku-4-5', max_tokens: 64, messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } }, { type: 'text', text: 'What is this?' }] }] }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: messageOf({
      id: 'msg_01VisionVisionVisionVisi',
      content: [{ type: 'text', text: 'A grey square.', citations: null }],
      stop_reason: 'end_turn',
      usage: usageOf({ input_tokens: 74, output_tokens: 8 }),
    }),
  },
  expected: answers({
    text: 'A grey square.',
    usage: { meters: { input: 74, cached_input: 0, cache_write_5m: 0, cache_write_1h: 0, output: 8 }, inputTokens: 74, outputTokens: 8 },
    finish: { unified: 'stop', raw: 'end_turn' },
  }),
};
