// Too many tokens, found out after the answer began: an exception in the place of an event.
import type { Exchange } from '../exchange.js';
import { asks, exceptionFrame, frame, ofStream, pages, post, read } from './parts.js';

export const throttledStream: Exchange = {
  name: 'throttled-stream',
  source: pages.converseStream,
  read,
  request: post({ messages: asks('Name a bridge.'), inferenceConfig: { maxTokens: 64 } }, { isStream: true }),
  response: {
    status: 200,
    headers: ofStream,
    kind: 'frames',
    frames: [
      frame('messageStart', { role: 'assistant' }),
      frame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'Ponte' } }),
      exceptionFrame('throttlingException', 'Too many tokens, please wait before trying again.'),
    ],
  },
  expected: { kind: 'failure', errorClass: 'RATE_LIMITED' },
};
