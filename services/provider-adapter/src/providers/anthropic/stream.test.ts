// Goal: thinking reaches the caller as it came, also what only the vendor can read: without it the next turn would be refused.
import { describe, expect, it } from '@jest/globals';
import { AnthropicStream } from './stream.js';

const events = (...data: object[]) => data.map((event) => ({ data: JSON.stringify(event) }) as Parameters<AnthropicStream['take']>[0][number]);

describe('AnthropicStream', () => {
  it('hands on redacted thinking, words and signature, in blocks of their own', () => {
    const stream = new AnthropicStream();
    const { steps, failure } = stream.take(events(
      { type: 'content_block_start', index: 0, content_block: { type: 'redacted_thinking', data: 'cipher==' } },
      { type: 'content_block_stop', index: 0 },
      { type: 'content_block_start', index: 1, content_block: { type: 'thinking', thinking: '', signature: '' } },
      { type: 'content_block_delta', index: 1, delta: { type: 'thinking_delta', thinking: 'hm' } },
      { type: 'content_block_delta', index: 1, delta: { type: 'signature_delta', signature: 'sig' } },
      { type: 'content_block_stop', index: 1 },
      { type: 'message_stop' },
    ));
    expect(failure).toBeUndefined();
    expect(stream.isDone).toBe(true);
    expect(steps).toEqual([
      { type: 'block_start', index: 0, kind: 'reasoning', toolCallId: '', toolName: '' },
      { type: 'block_text', index: 0, text: '', signature: '', redacted: Buffer.from('cipher==') },
      { type: 'block_end', index: 0 },
      { type: 'block_start', index: 1, kind: 'reasoning', toolCallId: '', toolName: '' },
      { type: 'block_text', index: 1, text: 'hm', signature: '' },
      { type: 'block_text', index: 1, text: '', signature: 'sig' },
      { type: 'block_end', index: 1 },
    ]);
  });
});
