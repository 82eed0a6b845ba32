// What a caller hears when Postgres is away: a refusal that says to come back, instead of a fault of ours.
import { AppError, Reason } from '../errors/index.js';
import { isTransient } from './errors.js';

/** Failures that pass by themselves become UNAVAILABLE; all others stay what they are. */
export async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isTransient(error)) throw error;
    throw new AppError(Reason.STORE_UNAVAILABLE, 'The database cannot be reached now.', { nextStep: 'Try again in a few seconds.', retryAfterMs: 1000, cause: error });
  }
}
