// The model list, through OpenAI's own SDK. Compatible vendors add to it under names of their own.
import type { ListedModel, ListingContext } from '../../../adapter/provider.js';
import { openAiClient } from './client.js';
import { arrayAt, isObject, objectAt, textAt, type JsonObject } from '../../json/json.js';

export interface OpenAiListing {
  /** Who asks; the field api_key as a bearer token when absent. */
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly path?: string;
  /** What the vendor tells besides; wins over what the dialect finds. */
  readonly read?: (model: JsonObject) => Partial<ListedModel>;
}

export async function listOpenAiModels(context: ListingContext, { headers, path = '/models', read = () => ({}) }: OpenAiListing = {}): Promise<readonly ListedModel[]> {
  const client = await openAiClient(context);
  const answer: unknown = await client.get(path, headers === undefined ? {} : { headers });
  // Together answers with the bare list.
  const items = Array.isArray(answer) ? (answer as unknown[]) : isObject(answer) ? arrayAt(answer, 'data') : [];
  return items.flatMap((item) => (isObject(item) && textAt(item, 'id') !== undefined ? [{ ...listedModel(item, textAt(item, 'id')!), ...read(item) }] : []));
}

function listedModel(item: JsonObject, id: string): ListedModel {
  const created = numberAt(item, 'created');
  return {
    id,
    displayName: textAt(item, 'display_name') ?? textAt(item, 'name'),
    createdAtMs: created === undefined ? undefined : created * 1_000,
    ownedBy: textAt(item, 'owned_by') ?? textAt(item, 'organization'),
    contextWindow: firstNumber(item, ['context_window', 'context_length', 'max_context_length', 'max_model_len']),
    maxOutputTokens: firstNumber(item, ['max_completion_tokens']) ?? numberAt(objectAt(item, 'top_provider'), 'max_completion_tokens'),
  };
}

function firstNumber(item: JsonObject, fields: readonly string[]): number | undefined {
  for (const field of fields) {
    const value = numberAt(item, field);
    if (value !== undefined) return value;
  }
  return undefined;
}

function numberAt(item: JsonObject | undefined, field: string): number | undefined {
  const value = item?.[field];
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}
