// Fields that nobody here knows are passed on by the leave of the tenant alone, and never where they could cost what was not held for.
import { AppError, Reason } from '@switchyard/common/errors';
import type { Asked } from './asked.js';
import type { Decided } from './decide.js';
import { parametersOf, type Task } from './task.js';

/** Names by which vendors know what changes the price or lifts the cap. In whatever dialect they come, they are no unknown fields. */
const priced: ReadonlySet<string> = new Set([
  'n', 'best_of', 'candidateCount', 'candidate_count', 'num_return_sequences', 'service_tier', 'serviceTier', 'speed', 'modalities', 'audio', 'prediction',
  'web_search_options', 'background', 'tools', 'functions', 'mcp_servers', 'container', 'plugins', 'models', 'route', 'provider', 'moderation', 'inference_geo', 'thinking',
  'reasoning', 'max_tokens', 'max_completion_tokens', 'max_output_tokens', 'max_new_tokens', 'num_predict', 'generationConfig', 'prompt_cache_retention', 'store',
  'stream', 'model', 'messages',
]);

/** Throws UNKNOWN_FIELD or FEATURE_NOT_BUILT that names the first such field, before anything is sent. */
export function checkExtraFields(task: Task, { mayPass }: { readonly mayPass: boolean }): void {
  const names = namesOf(task);
  const [first] = names;
  if (first === undefined) return;
  if (!mayPass) throw new AppError(Reason.UNKNOWN_FIELD, `${pathOf(first)}: this field is not known here.`, { field: pathOf(first), nextStep: 'Leave it out; an admin can let a tenant send such fields with passthrough: true.' });
  const costly = names.find((name) => priced.has(name));
  if (costly !== undefined) throw new AppError(Reason.FEATURE_NOT_BUILT, `${pathOf(costly)}: it changes what is paid, and this version of Switchyard does not serve it here.`, { field: pathOf(costly), nextStep: 'Leave it out.', code: 'INVALID_ARGUMENT' });
}

/** Throws UNKNOWN_FIELD when a hard budget covers the request: nobody can say what such a field costs. */
export function checkExtraUnderBudget(asked: Asked, { candidates }: Decided, covers: (provider: string) => boolean): void {
  const [first] = namesOf(asked.task);
  if (first === undefined || !candidates.some(({ view }) => covers(view.provider.id))) return;
  throw new AppError(Reason.UNKNOWN_FIELD, `${pathOf(first)}: this field is not known here, and a hard budget covers the request, so nothing may be sent whose price nobody knows.`, { field: pathOf(first), nextStep: 'Leave it out.' });
}

function namesOf(task: Task): string[] {
  const text = parametersOf(task)?.extraJson ?? '';
  if (text === '') return [];
  let fields: unknown;
  try {
    fields = JSON.parse(text);
  } catch {
    fields = undefined;
  }
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) throw new AppError(Reason.INVALID_FIELD, 'parameters.extra_json: it is not a JSON object.', { field: 'parameters.extra_json', nextStep: 'Send a JSON object as text.' });
  return Object.keys(fields);
}

function pathOf(name: string): string {
  return `parameters.extra_json.${name.slice(0, 64)}`;
}
