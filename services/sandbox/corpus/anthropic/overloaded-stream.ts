// The vendor has too much to do after it began: an error event inside a stream of status 200.
import type { ErrorResponse } from '@anthropic-ai/sdk/resources/shared';
import type { Exchange } from '../exchange.js';
import { named, ofStream, pages, post, read, started, usageOf } from './parts.js';

export const overloadedStream: Exchange = {
  name: 'overloaded-stream',
  source: pages.streaming,
  read,
  request: post({ model: 'claude-haiku-4-5', max_tokens: 64, stream: true, messages: [{ role: 'user', content: 'Name a lake.' }] }),
  response: {
    status: 200,
    headers: ofStream,
    kind: 'sse',
    lineEnd: '\n',
    events: [
      started('msg_01OverloadOverloadOverlo', usageOf({ input_tokens: 11, output_tokens: 1 })),
      named({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '', citations: null } }),
      named({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Lake' } }),
      { event: 'error', data: { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' }, request_id: null } satisfies ErrorResponse },
    ],
  },
  expected: { kind: 'failure', errorClass: 'OVERLOADED' },
};
