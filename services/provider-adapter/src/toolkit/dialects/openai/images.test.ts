// Goal: a size that the dialect has no word for is refused before it is paid for, and every other arrives as it was written.
import { describe, expect, it } from '@jest/globals';
import type { ImageOrder } from '../../../adapter/task-orders.js';
import { contextOf } from '../../../testing/order.js';
import { toImagesRequest } from './images.js';

const order = (size: string): ImageOrder => ({ attemptId: 'a', model: 'gpt-image-1', endUser: '', extraFields: {}, prompt: 'a cat', count: 1, size, quality: '', style: '', background: '', outputFormat: '' });

describe('a size', () => {
  it.each(['1024x1024', '1536x1024', 'auto'])('of %s is sent', (size) => expect(toImagesRequest(order(size), contextOf())).toMatchObject({ size }));
  it('that is not given is not sent', () => expect(toImagesRequest(order(''), contextOf())).not.toHaveProperty('size'));
  it.each(['16:9', '1:1'])('of the ratio %s is refused by name', (size) => expect(() => toImagesRequest(order(size), contextOf())).toThrow(/^size: .*1024x1024/));
});
