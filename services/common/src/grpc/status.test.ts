// Goal: whatever an error carries, its caller gets an answer.
import { describe, expect, it } from '@jest/globals';
import { AppError, Reason } from '../errors/index.js';
import { toStatus } from './status.js';

describe('toStatus', () => {
  it('answers with the bare status when a detail cannot be encoded', () => {
    const status = toStatus(new AppError(Reason.UNKNOWN_MODEL, 'There is no such model.', { costPicoUsd: 2n ** 70n }));
    expect(status).toMatchObject({ code: 5, details: 'There is no such model.' });
  });
});
