// Goal: a trace counts as whole only when it can be shown as one tree; the last step alone proves nothing.
import { describe, expect, it } from '@jest/globals';
import { missingSpans } from './missing-spans.js';
import type { ReceivedSpan } from './otlp.js';

const span = (spanId: string, parentId: string, name: string): ReceivedSpan => ({ traceId: 't', spanId, parentId, name, service: 's', scope: '', startNs: 0n, endNs: 1n, isError: false, attributes: {}, events: [] });
const whole = [
  span('1', '', 'switchyard.router.v1.Router/Generate'),
  span('2', '1', 'chat quick'),
  span('3', '2', 'switchyard.provider.v1.ProviderAdapter/Complete'),
  span('4', '3', 'POST'),
  span('5', '3', 'consume usage'),
  span('6', '5', 'book 01'),
];

describe('a trace', () => {
  it('lacks nothing when every step hangs under its parent, in whatever order they came', () => {
    expect(missingSpans(whole)).toEqual([]);
    expect(missingSpans(whole.toReversed())).toEqual([]);
  });

  it.each([
    { name: "the router's spans, which come last", without: ['1', '2'], lacks: ["the router's call", "the router's attempt", 'the parent of switchyard.provider.v1.ProviderAdapter/Complete [s]'] },
    { name: 'a step in the middle', without: ['3'], lacks: ["the adapter's call", 'the parent of POST [s]', 'the parent of consume usage [s]'] },
    { name: 'a parent that is no step', without: ['5'], lacks: ['the parent of book 01 [s]'] },
    { name: 'the booking', without: ['6'], lacks: ['the booking'] },
  ])('is told by name when it lacks $name', ({ without, lacks }) => {
    expect(missingSpans(whole.filter(({ spanId }) => !without.includes(spanId)))).toEqual(lacks);
  });
});
