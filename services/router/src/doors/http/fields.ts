// What becomes of each field of a request: mapped, refused by name, or passed on by the tenant's leave. None is dropped silently.
import { AppError, nearest, Reason } from '@switchyard/common/errors';
import type { Json } from './read.js';

export interface FieldBook {
  /** Fields that the door reads. */
  readonly mapped: ReadonlySet<string>;
  /** Fields that are not served, with the values that ask for nothing; any other value is refused, whoever sends it. */
  readonly refused: Readonly<Record<string, (value: unknown) => boolean>>;
  /** Knobs of one vendor that cost nothing: passed on like fields that nobody knows. */
  readonly vendorOnly: ReadonlySet<string>;
}

/** The fields that are to be passed on, as JSON text; empty for none. Throws FEATURE_NOT_BUILT or UNKNOWN_FIELD that names the first field at fault. */
export function readExtraFields(body: Json, book: FieldBook, { mayPass }: { readonly mayPass: boolean }): string {
  const extra = Object.entries(body).filter(([field, value]) => !book.mapped.has(field) && isExtra(field, value, book));
  const first = extra[0];
  if (first === undefined) return '';
  if (!mayPass) throw book.vendorOnly.has(first[0]) ? notServed(first[0], ' A tenant with passthrough may send it on to the provider.') : unknownField(first[0], namesOf(book));
  return JSON.stringify(Object.fromEntries(extra));
}

function isExtra(field: string, value: unknown, { refused, vendorOnly }: FieldBook): boolean {
  const asksForNothing = Object.hasOwn(refused, field) ? refused[field] : undefined;
  if (asksForNothing === undefined) return !(vendorOnly.has(field) && isNothing(value));
  if (!asksForNothing(value)) throw notServed(field);
  return false;
}

/** For objects inside a request, and for endpoints without extras: a field that is not in the list is refused by name. Nothing is asked by null. */
export function checkKnown(body: Json, known: ReadonlySet<string>, path = ''): void {
  for (const [field, value] of Object.entries(body)) if (!known.has(field) && !isNothing(value)) throw unknownField(path === '' ? field : `${path}.${field}`, [...known]);
}

export function notServed(field: string, more = ''): AppError {
  return new AppError(Reason.FEATURE_NOT_BUILT, `${field}: this version of Switchyard does not serve it yet.`, { field, nextStep: `Leave it out.${more}`, code: 'INVALID_ARGUMENT' });
}

export function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}

export function isNothingOr(...values: readonly unknown[]): (value: unknown) => boolean {
  return (value) => isNothing(value) || values.includes(value);
}

function unknownField(field: string, known: readonly string[]): AppError {
  const near = nearest(field, known);
  return new AppError(Reason.UNKNOWN_FIELD, `${field}: this field is not known here.`, { field, nextStep: near === undefined ? 'Leave it out, or check its spelling.' : `Did you mean "${near}"?` });
}

function namesOf({ mapped, refused, vendorOnly }: FieldBook): string[] {
  return [...mapped, ...Object.keys(refused), ...vendorOnly];
}
