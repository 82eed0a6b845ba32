// Goal: whoever sees a failure can look the request up, and do what it says with the command they have.
import { describe, expect, it } from '@jest/globals';
import { AppError, Reason } from '@switchyard/common/errors';
import { describeFailure } from './describe-failure.js';

const failure = new AppError(Reason.COST_LIMIT, 'No model fits.', { requestId: 'r-1', nextStep: 'Cap the answer with max_output_tokens.' });

describe('a failure', () => {
  it('names its request, and the option instead of the field', () => {
    expect(describeFailure(failure, { isJson: false })).toBe('No model fits. Cap the answer with --max-tokens.\nrequest  r-1\n');
  });

  it('is JSON where JSON was asked for', () => {
    expect(JSON.parse(describeFailure(failure, { isJson: true }))).toEqual({ error: { reason: 'cost_limit', code: failure.code, message: 'No model fits.', next_step: 'Cap the answer with --max-tokens.', request_id: 'r-1' } });
    expect(JSON.parse(describeFailure(new Error('plain'), { isJson: true }))).toEqual({ error: { message: 'plain' } });
  });

  it.each([
    { rpc: 'List them with Access.ListApiKeys.', words: 'List them with "switchyard keys list".' },
    { rpc: 'Create it with Access.PutTenant, or correct its name.', words: 'Create it with "switchyard tenants create", or correct its name.' },
  ])('says $words', ({ rpc, words }) => {
    expect(describeFailure(new AppError(Reason.NOT_FOUND, 'Gone.', { nextStep: rpc }), { isJson: false })).toBe(`Gone. ${words}\n`);
  });
});
