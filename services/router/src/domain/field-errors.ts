// Errors that name a field of the request, what is wrong with it, and what to do.
import { AppError, Reason } from '@switchyard/common/errors';

export function invalid(field: string, what: string, nextStep: string): AppError {
  return new AppError(Reason.INVALID_FIELD, `${field}: ${what}.`, { field, nextStep });
}

export function missing(field: string, what: string, nextStep: string): AppError {
  return new AppError(Reason.MISSING_FIELD, `${field}: ${what}.`, { field, nextStep });
}

/** Throws INVALID_FIELD; an absent value is in every range. */
export function range(field: string, value: number | undefined, least: number, most: number): void {
  if (value === undefined) return;
  if (!(value >= least && value <= most)) throw invalid(field, `${value} is not between ${least} and ${most}`, `Use a value from ${least} to ${most}, or leave it out.`);
}
