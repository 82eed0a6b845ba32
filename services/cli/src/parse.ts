// Words of the command line -> values; a wrong word is told with its shape and an example.
import { InvalidArgumentError } from 'commander';

export function date(text: string): Date {
  const parsed = new Date(text);
  if (Number.isNaN(parsed.getTime())) throw new InvalidArgumentError('Give a date or time such as 2026-11-21 or 2026-11-21T09:00:00Z.');
  return parsed;
}

export function wholeNumber(text: string): number {
  const parsed = Number(text);
  if (!Number.isInteger(parsed)) throw new InvalidArgumentError('Give a whole number.');
  return parsed;
}

export function list(text: string): string[] {
  return text.split(',').map((entry) => entry.trim()).filter((entry) => entry !== '');
}
