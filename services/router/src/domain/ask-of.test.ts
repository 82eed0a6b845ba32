// Goal: what the provider warned of arrives with vectors, pictures and labels too, and an answer that is not whole says why.
import { describe, expect, it } from '@jest/globals';
import { create } from '@bufbuild/protobuf';
import { GenerateResponseSchema } from '@switchyard/proto/router/v1/generate';
import { analyzeResponseOf, embedResponseOf, imageResponseOf, type Answered } from './ask-of.js';

const warned = 'The provider made 1 of 2 pictures.';

describe.each([
  { name: 'vectors', respond: embedResponseOf },
  { name: 'pictures', respond: imageResponseOf },
  { name: 'labels', respond: analyzeResponseOf },
])('the response with $name', ({ respond }) => {
  const warningsOf = (complete: boolean, finishReason?: { unified: string; raw: string }): string[] => {
    const response = create(GenerateResponseSchema, { complete, warnings: [warned], finishReason });
    const output = { parts: [], embeddings: [], images: [], labels: [] } satisfies Answered['output'];
    return respond({ response, output }).warnings;
  };

  it.each([
    { name: 'a whole answer', complete: true, finishReason: { unified: 'stop', raw: 'STOP' }, more: [] },
    { name: 'one that was cut', complete: false, finishReason: { unified: 'length', raw: 'MAX_TOKENS' }, more: ['The provider ended its answer before it was whole: length (MAX_TOKENS).'] },
    { name: 'one whose reason needs no translation', complete: false, finishReason: { unified: 'content_filter', raw: 'content_filter' }, more: ['The provider ended its answer before it was whole: content_filter.'] },
    { name: 'one without a word', complete: false, finishReason: undefined, more: ['The provider ended its answer before it was whole: no reason.'] },
  ])('of $name', ({ complete, finishReason, more }) => {
    expect(warningsOf(complete, finishReason)).toEqual([warned, ...more]);
  });
});
