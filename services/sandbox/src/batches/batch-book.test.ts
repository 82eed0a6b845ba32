import { describe, expect, it } from '@jest/globals';

import { Refusal } from '../dialects/failure.js';
import { batchItemsMax, batchesMax, storedBytesMax, storedFilesMax } from '../limits.js';
import { FakeTimer } from '../testing/fake-timer.js';
import { BatchBook } from './batch-book.js';
import type { ItemWork } from './item.js';
import { limitOf, pageOf } from './page.js';
import type { StoredFile } from './shelf.js';

const order = (id: string, items: readonly ItemWork[] = []) => ({ id, items, lifetimeMs: 1_000, shown: {} });
const file = (id: string, bytes = 1): StoredFile => ({ id, filename: 'f.jsonl', purpose: 'batch', createdAtMs: 0, expiresAtMs: 1, bytes, text: '' });

describe('BatchBook', () => {
  it('gives each key of each port a shelf of its own', () => {
    const book = new BatchBook(new FakeTimer());
    book.order(book.shelfOf('openai', 'a'), order('x'));
    expect(book.shelfOf('openai', 'a').batches.has('x')).toBe(true);
    expect(book.shelfOf('openai', 'b').batches.size + book.shelfOf('openai-b', 'a').batches.size).toBe(0);
  });

  it('refuses what it has no room for, and has room again when something is forgotten', () => {
    const book = new BatchBook(new FakeTimer());
    const shelf = book.shelfOf('p', 'k');
    for (let count = 0; count < batchesMax; count += 1) book.order(shelf, order(`b${count}`));
    expect(() => book.order(shelf, order('more'))).toThrow(Refusal);
    expect([book.forgetBatch(shelf, 'b0'), book.forgetBatch(shelf, 'b0')]).toEqual([true, false]);
    book.order(shelf, order('more'));
    for (let count = 0; count < storedFilesMax; count += 1) book.store(shelf, file(`f${count}`));
    expect(() => book.store(shelf, file('more'))).toThrow('files');
    book.store(shelf, { ...file('result'), purpose: 'batch_output' });
  });

  it('counts bytes and items over all shelves', () => {
    const book = new BatchBook(new FakeTimer());
    book.store(book.shelfOf('p', 'a'), file('big', storedBytesMax));
    expect(() => book.store(book.shelfOf('p', 'b'), file('one', 1))).toThrow('bytes');
    const work: ItemWork = { customId: 'i', readyAfterMs: 1, answer: () => ({ kind: 'cancelled' }) };
    book.order(book.shelfOf('p', 'a'), order('a', Array.from({ length: batchItemsMax }, () => work)));
    expect(() => book.order(book.shelfOf('p', 'b'), order('b', [work]))).toThrow('items');
  });

  it('leaves no timer when it is closed, nor for a batch that it forgot', () => {
    const timer = new FakeTimer();
    const book = new BatchBook(timer);
    const shelf = book.shelfOf('p', 'k');
    book.order(shelf, order('a'));
    book.order(shelf, order('b'));
    book.forgetBatch(shelf, 'a');
    expect(timer.open).toBe(2);
    book.close();
    expect(timer.open).toBe(0);
  });
});

describe('pageOf', () => {
  const all = ['1', '2', '3', '4', '5'].map((id) => ({ id }));
  it.each([
    { name: 'begins with the newest', query: { limit: 2 }, ids: ['5', '4'], hasMore: true },
    { name: 'goes on after an id', query: { limit: 2, after: '4' }, ids: ['3', '2'], hasMore: true },
    { name: 'ends with the oldest', query: { limit: 2, after: '2' }, ids: ['1'], hasMore: false },
  ])('$name', ({ query, ids, hasMore }) => {
    const page = pageOf(all, query);
    expect(page?.entries.map(({ id }) => id)).toEqual(ids);
    expect(page?.hasMore).toBe(hasMore);
  });

  it('has none for a cursor that is not there', () => {
    expect(pageOf(all, { limit: 2, after: '9' })).toBeUndefined();
  });

  it.each([[null, 20], ['7', 7], ['999', 100], ['0', 20], ['x', 20]] as const)('reads the limit %s as %s', (written, limit) => {
    expect(limitOf(written, { fallback: 20, max: 100 })).toBe(limit);
  });
});
