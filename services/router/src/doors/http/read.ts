// Typed reads from a JSON body; each fault names its path.
import { AppError, Reason } from '@switchyard/common/errors';

export type Json = Readonly<Record<string, unknown>>;

export function fault(field: string, what: string, nextStep: string): AppError {
  return new AppError(Reason.INVALID_FIELD, `${field}: ${what}.`, { field, nextStep });
}

/** null counts as absent, as it does for the vendor. */
export function optional<T>(body: Json, name: string, path: string, kind: 'string' | 'number' | 'boolean'): T | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== kind) throw fault(join(path, name), `it is ${nameOf(value)}, not a ${kind}`, `Send a ${kind}.`);
  return value as T;
}

export function text(body: Json, name: string, path: string): string {
  return optional<string>(body, name, path, 'string') ?? '';
}

export function integer(body: Json, name: string, path = ''): number | undefined {
  const value = optional<number>(body, name, path, 'number');
  if (value !== undefined && !Number.isSafeInteger(value)) throw fault(join(path, name), `${value} is not a whole number that JSON carries exactly`, 'Send a whole number of at most 15 digits.');
  return value;
}

export function object(value: unknown, path: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw fault(path, `it is ${nameOf(value)}, not an object`, 'Send an object.');
  return value as Json;
}

export function list(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw fault(path, `it is ${nameOf(value)}, not a list`, 'Send a list.');
  return value;
}

export function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
