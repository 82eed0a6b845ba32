// The caller's short texts: they go into facts and rows, so none may be longer or stranger than what is kept of it.
import type { GenerateRequest } from '@switchyard/proto/router/v1/generate';
import { labelLengthMax, labelsMax, nameLengthMax, namesMax } from '../limits.js';
import { invalid } from './field-errors.js';

/** Throws INVALID_FIELD with the field's path. */
export function validateTexts(request: GenerateRequest): void {
  const { requirements } = request;
  const names: Readonly<Record<string, string>> = {
    model: request.model,
    feature: request.feature,
    assistant: request.assistant,
    task_type: request.taskType,
    client_request_id: request.clientRequestId,
    idempotency_key: request.idempotencyKey,
    end_user: request.endUser,
    strategy: request.strategy,
    service_tier: request.serviceTier,
    'requirements.tier': requirements?.tier ?? '',
  };
  for (const [field, text] of Object.entries(names)) validateText(field, text, nameLengthMax);
  const lists: Readonly<Record<string, readonly string[]>> = {
    modalities: request.modalities,
    'requirements.capabilities': requirements?.capabilities ?? [],
    'requirements.specialties': requirements?.specialties ?? [],
    'requirements.languages': requirements?.languages ?? [],
    'requirements.input_types': requirements?.inputTypes ?? [],
    'requirements.output_types': requirements?.outputTypes ?? [],
    'requirements.preferred_providers': requirements?.preferredProviders ?? [],
    'requirements.excluded_models': requirements?.excludedModels ?? [],
  };
  for (const [field, list] of Object.entries(lists)) {
    if (list.length > namesMax) throw invalid(field, `there are ${list.length}; the limit is ${namesMax}`, 'Send fewer.');
    list.forEach((text, index) => validateText(`${field}[${index}]`, text, nameLengthMax));
  }
  validateLabels(request.labels);
}

function validateLabels(labels: Readonly<Record<string, string>>): void {
  const pairs = Object.entries(labels);
  if (pairs.length > labelsMax) throw invalid('labels', `there are ${pairs.length}; the limit is ${labelsMax}`, 'Send fewer.');
  for (const [name, value] of pairs) {
    const field = `labels.${shown(name)}`;
    validateText(field, name, labelLengthMax);
    validateText(field, value, labelLengthMax);
  }
}

function validateText(field: string, text: string, lengthMax: number): void {
  if (text.length > lengthMax) throw invalid(field, `it has ${text.length} characters; the limit is ${lengthMax}`, 'Shorten it.');
  if (!isPlain(text)) throw invalid(field, 'it has a control character, or half of a surrogate pair', 'Send plain text.');
}

/** Postgres keeps no NUL, UTF-8 has no half pairs, and the other controls have no honest use in a name. */
function isPlain(text: string): boolean {
  return text.isWellFormed() && !/\p{Cc}/u.test(text);
}

/** A label's name as a message may carry it. */
function shown(name: string): string {
  return name.slice(0, 32).toWellFormed().replaceAll(/\p{Cc}/gu, '?');
}
