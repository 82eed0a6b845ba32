// Goal: what Google says is read as it means it: counts, reasons, errors, signatures.
import { describe, expect, it } from '@jest/globals';
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { normalizeUsage } from '@switchyard/common/rating';
import { GoogleAnswer } from './answer.js';
import { readGoogleError } from '../../toolkit/index.js';
import { googleUsageDialect, usageStep } from './usage.js';

const finishOf = (answer: object) => new GoogleAnswer('attempt-000000000001').takeWhole(answer as Record<string, unknown>).find((step) => step.type === 'finish');

describe('usageStep', () => {
  it.each([
    {
      name: 'thoughts beside the answer, cached inside the prompt',
      usage: { promptTokenCount: 1000, candidatesTokenCount: 50, thoughtsTokenCount: 250, cachedContentTokenCount: 600, totalTokenCount: 1300 },
      meters: { input: 400n, cached_input: 600n, output: 50n, reasoning: 250n },
    },
    {
      name: 'results of server tools beside the prompt',
      usage: { promptTokenCount: 10, toolUsePromptTokenCount: 90, candidatesTokenCount: 5, totalTokenCount: 105 },
      meters: { input: 100n, output: 5n },
    },
    {
      name: 'pictures and sounds in the prompt, some of them cached',
      usage: {
        promptTokenCount: 1000, candidatesTokenCount: 5, cachedContentTokenCount: 300, totalTokenCount: 1005,
        promptTokensDetails: [{ modality: 'TEXT', tokenCount: 500 }, { modality: 'AUDIO', tokenCount: 400 }, { modality: 'IMAGE', tokenCount: 100 }],
        cacheTokensDetails: [{ modality: 'TEXT', tokenCount: 200 }, { modality: 'AUDIO', tokenCount: 100 }],
      },
      meters: { input: 300n, input_audio: 300n, input_image: 100n, cached_input: 200n, cached_input_audio: 100n, output: 5n },
    },
    {
      name: 'pictures in the answer',
      usage: { promptTokenCount: 10, candidatesTokenCount: 1300, totalTokenCount: 1310, candidatesTokensDetails: [{ modality: 'IMAGE', tokenCount: 1290 }] },
      meters: { input: 10n, output: 10n, output_image: 1290n },
    },
    {
      name: 'an answer of thoughts alone, whose zero protobuf leaves out',
      usage: { promptTokenCount: 10, thoughtsTokenCount: 90, totalTokenCount: 100 },
      meters: { input: 10n, output: 0n, reasoning: 90n },
    },
  ])('$name', ({ usage, meters }) => {
    const { counts, total } = usageStep(usage, { isFinal: true });
    expect(normalizeUsage(googleUsageDialect, counts, total)).toEqual({ kind: 'disjoint', usage: meters });
  });

  it('a missing count that the total does not explain stays unknown', () => {
    expect(usageStep({ promptTokenCount: 10, totalTokenCount: 100 }, { isFinal: true }).counts['output']).toBeUndefined();
    expect(usageStep({ promptTokenCount: 10 }, { isFinal: true }).counts['output']).toBeUndefined();
  });
});

describe('GoogleAnswer', () => {
  it.each([
    { name: 'a call is a tool call although Google says STOP', answer: { candidates: [{ finishReason: 'STOP', content: { parts: [{ functionCall: { name: 'f' } }] } }] }, unified: 'tool_calls' },
    { name: 'a filtered answer', answer: { candidates: [{ finishReason: 'SAFETY' }] }, unified: 'content_filter' },
    { name: 'a prompt that was turned away has no candidate', answer: { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } }, unified: 'content_filter' },
    { name: 'a broken call', answer: { candidates: [{ finishReason: 'MALFORMED_FUNCTION_CALL' }] }, unified: 'error' },
    { name: 'a new word', answer: { candidates: [{ finishReason: 'constructor' }] }, unified: 'unknown' },
  ])('$name', ({ answer, unified }) => expect(finishOf(answer)).toMatchObject({ unified }));

  it('the signature of a call is told as reasoning right before it, and thoughts are no words', () => {
    const parts = [{ text: 'hm', thought: true }, { text: 'I look.' }, { functionCall: { id: 'c1', name: 'f', args: { a: 1 } }, thoughtSignature: 'sig' }];
    const steps = new GoogleAnswer('attempt-000000000001').takeWhole({ candidates: [{ content: { parts }, finishReason: 'STOP' }] });
    expect(steps.flatMap((step) => (step.type === 'block_start' ? [step.kind] : step.type === 'block_text' ? [step.text || step.signature] : []))).toEqual(['reasoning', 'hm', 'text', 'I look.', 'reasoning', 'google:sig', 'tool_call', '{"a":1}']);
  });

  it('a part that our answers have no place for is warned of', () => {
    const steps = new GoogleAnswer('a').takeWhole({ candidates: [{ content: { parts: [{ executableCode: {} }] }, finishReason: 'STOP' }] });
    expect(steps).toContainEqual({ type: 'warning', sentence: 'A part with executableCode was left out of the answer.' });
  });
});

describe('readGoogleError', () => {
  const violation = (quotaId: string) => ({ '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ quotaId }] });
  it.each([
    { name: 'a wrong key', error: { status: 'INVALID_ARGUMENT', message: 'API key not valid. Please pass a valid API key.' }, errorClass: ErrorClass.CREDENTIAL },
    { name: 'a wrong key by its reason', error: { status: 'INVALID_ARGUMENT', message: 'Bad', details: [{ reason: 'API_KEY_INVALID' }] }, errorClass: ErrorClass.CREDENTIAL },
    { name: 'a long prompt', error: { status: 'INVALID_ARGUMENT', message: 'The input token count (9) exceeds the maximum number of tokens allowed (8).' }, errorClass: ErrorClass.CONTEXT_LENGTH },
    { name: 'a bad field', error: { status: 'INVALID_ARGUMENT', message: 'Unknown name "x"' }, errorClass: ErrorClass.CALLER },
    { name: 'a used-up minute', error: { status: 'RESOURCE_EXHAUSTED', message: 'You exceeded your current quota', details: [violation('GenerateRequestsPerMinutePerProjectPerModel')] }, errorClass: ErrorClass.RATE_LIMITED },
    { name: 'a used-up day', error: { status: 'RESOURCE_EXHAUSTED', message: 'You exceeded your current quota', details: [violation('GenerateRequestsPerDayPerProjectPerModel-FreeTier')] }, errorClass: ErrorClass.QUOTA },
    { name: 'a used-up purse', error: { status: 'RESOURCE_EXHAUSTED', message: 'Your prepayment credits are depleted.' }, errorClass: ErrorClass.QUOTA },
    { name: 'a word nobody knows', error: { status: 'toString' }, errorClass: undefined },
  ])('$name', ({ error, errorClass }) => expect(readGoogleError({ error }).errorClass).toBe(errorClass));

  it('RetryInfo says when to come back', () => {
    expect(readGoogleError({ error: { details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '37.5s' }] } }).retryAfterMs).toBe(37_500);
  });
});
