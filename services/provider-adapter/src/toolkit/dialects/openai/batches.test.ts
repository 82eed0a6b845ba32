// Goal: a line of results is an answer, a refusal or nothing; what it does not tell is not guessed.
import { describe, expect, it } from '@jest/globals';
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import type { BatchContext, BatchResult } from '../../../adapter/provider-batches.js';
import { streamEventBytesMax } from '../../../limits.js';
import { openAiBatches } from './batches.js';
import { openAiErrorReader } from './error.js';

const completion = { id: 'c', model: 'm', choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }], usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 } };

async function resultsOf(...lines: readonly (object | string)[]): Promise<BatchResult[]> {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  const context = { baseUrl: 'https://api.openai.com/v1', options: {}, organization: '', project: '', secret: () => 'sk', timeoutMs: 1_000, fetch: () => Promise.resolve(new Response(text)) } as unknown as BatchContext;
  return Array.fromAsync(openAiBatches({ itemOf: () => ({}), readError: openAiErrorReader({}), differs: {} }).results({ id: 'b', state: 'completed', resultFiles: ['file'] }, context));
}

const line = (over: object) => ({ id: 'r', custom_id: 'a', response: { status_code: 200, request_id: 'q', body: completion }, error: null, ...over });

describe('a line of results', () => {
  it.each([
    { name: 'an answer', told: line({}) },
    { name: 'an answer without a status', told: line({ response: { body: completion } }) },
    { name: 'an answer whose status is text', told: line({ response: { status_code: '200', body: completion } }) },
    { name: 'an answer whose status is none', told: line({ response: { status_code: 9e15, body: completion } }) },
  ])('that is $name is paid for', async ({ told }) => {
    expect(await resultsOf(told)).toMatchObject([{ attemptId: 'a', httpStatus: 200, steps: expect.arrayContaining([expect.objectContaining({ type: 'usage', isFinal: true })]) }]);
  });

  it.each([
    { name: 'an error', told: line({ response: { status_code: 400, body: { error: { message: 'x', type: 'invalid_request_error' } } } }), errorClass: ErrorClass.CALLER, httpStatus: 400 },
    { name: 'the end of its time', told: line({ response: null, error: { code: 'batch_expired', message: 'x' } }), errorClass: ErrorClass.TIMEOUT, httpStatus: undefined },
    { name: 'a cancel', told: line({ response: null, error: { code: 'batch_cancelled', message: 'x' } }), errorClass: ErrorClass.CANCELLED, httpStatus: undefined },
  ])('that tells $name is a failure', async ({ told, errorClass, httpStatus }) => {
    const [result] = await resultsOf(told);
    expect(result).toMatchObject({ attemptId: 'a', failure: { fields: { errorClass } } });
    expect(result!.httpStatus).toBe(httpStatus);
    expect(result!.steps).toBeUndefined();
  });

  it.each([
    { name: 'neither answer nor error', told: line({ response: null }) },
    { name: 'a status without a body', told: line({ response: { status_code: 200 } }) },
    { name: 'a status that is none', told: line({ response: { status_code: 9e15, body: {} } }) },
    { name: 'no name', told: line({ custom_id: undefined }) },
    { name: 'no JSON', told: '{"custom_id":' },
    { name: 'more than a line may', told: `{"custom_id":"a","x":"${'x'.repeat(streamEventBytesMax)}"}` },
  ])('with $name tells nothing, and the next one is read', async ({ told }) => {
    expect((await resultsOf(told, line({ custom_id: 'next' }))).map(({ attemptId }) => attemptId)).toEqual(['next']);
  });
});
