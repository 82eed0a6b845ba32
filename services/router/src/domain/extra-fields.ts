// Fields that nobody here knows are passed on by the leave of the tenant alone, and never where they could cost what was not held for.
import { AppError, Reason } from '@switchyard/common/errors';
import type { Asked } from './asked.js';
import type { Decided } from './decide.js';
import { findBarredField } from './find-barred-field.js';
import { parametersOf, type Task } from './task.js';

/** Throws UNKNOWN_FIELD or FEATURE_NOT_BUILT that names the first such field, before anything is sent. */
export function checkExtraFields(task: Task, { mayPass }: { readonly mayPass: boolean }): void {
  const fields = fieldsOf(task);
  const [first] = Object.keys(fields);
  if (first === undefined) return;
  if (!mayPass) throw new AppError(Reason.UNKNOWN_FIELD, `${pathOf(first)}: this field is not known here.`, { field: pathOf(first), nextStep: 'Leave it out; an admin can let a tenant send such fields with passthrough: true.' });
  const barred = findBarredField(fields);
  if (barred === undefined) return;
  const path = pathOf(...barred.path);
  throw new AppError(Reason.FEATURE_NOT_BUILT, `${path}: it may change ${barred.changes}, so nobody's leave lets it pass.`, { field: path, nextStep: 'Leave it out, or use the field that this API has for it.', code: 'INVALID_ARGUMENT' });
}

/** Throws UNKNOWN_FIELD when a hard budget covers the request: nobody can say what such a field costs. */
export function checkExtraUnderBudget(asked: Asked, { candidates }: Decided, covers: (provider: string) => boolean): void {
  const [first] = Object.keys(fieldsOf(asked.task));
  if (first === undefined || !candidates.some(({ view }) => covers(view.provider.id))) return;
  throw new AppError(Reason.UNKNOWN_FIELD, `${pathOf(first)}: this field is not known here, and a hard budget covers the request, so nothing may be sent whose price nobody knows.`, { field: pathOf(first), nextStep: 'Leave it out.' });
}

function fieldsOf(task: Task): object {
  const text = parametersOf(task)?.extraJson ?? '';
  if (text === '') return {};
  let fields: unknown;
  try {
    fields = JSON.parse(text);
  } catch {
    fields = undefined;
  }
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) throw new AppError(Reason.INVALID_FIELD, 'parameters.extra_json: it is not a JSON object.', { field: 'parameters.extra_json', nextStep: 'Send a JSON object as text.' });
  return fields;
}

/** A name of a caller's is as long as it likes; a path of three hundred characters finds it. */
function pathOf(...names: readonly string[]): string {
  return `parameters.extra_json.${names.map((name) => name.slice(0, 64)).join('.')}`.slice(0, 300);
}
