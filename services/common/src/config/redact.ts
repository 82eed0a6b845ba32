// How a wrong value is shown in a message: short, on one line, and without what could be a password.
import { GIVEN_LENGTH_MAX } from './limits.js';

export function showPlain(value: string): string {
  const short = value.length > GIVEN_LENGTH_MAX ? `${value.slice(0, GIVEN_LENGTH_MAX)}…` : value;
  return JSON.stringify(short);
}

export function showSecret(value: string): string {
  return `given (${value.length} characters, not shown)`;
}

/**
 * A URL that cannot be parsed may still hold a password, so nothing before the last @ and nothing after the first ? or #
 * is shown, whatever else is wrong with it.
 */
export function showUrl(value: string): string {
  const withoutUser = value.replace(/^.*@/s, '…@');
  return showPlain(withoutUser.replace(/[?#].*$/s, '?…'));
}
