// The row's preferences as the body's `provider`: https://openrouter.ai/docs/features/provider-routing
import { isObject } from '../../toolkit/index.js';

type Options = Readonly<Record<string, string>>;

/** Fields of the model's row or the caller under `provider` win over the options of the provider's row. */
export function withPreferences(body: Readonly<Record<string, unknown>>, options: Options): Record<string, unknown> {
  const preferences = preferencesOf(options);
  const nearer = isObject(body['provider']) ? body['provider'] : {};
  return Object.keys(preferences).length === 0 ? { ...body } : { ...body, provider: { ...preferences, ...nearer } };
}

function preferencesOf(options: Options): Record<string, unknown> {
  return {
    ...listOf(options, 'provider_order', 'order'),
    ...listOf(options, 'provider_only', 'only'),
    ...listOf(options, 'provider_ignore', 'ignore'),
    ...(options['provider_sort'] ? { sort: options['provider_sort'] } : {}),
    ...flagOf(options, 'allow_fallbacks', 'allow_fallbacks'),
    ...flagOf(options, 'require_parameters', 'require_parameters'),
    ...(options['data_collection'] ? { data_collection: options['data_collection'] } : {}),
    ...flagOf(options, 'zero_data_retention', 'zdr'),
  };
}

function listOf(options: Options, name: string, field: string): Record<string, string[]> {
  const names = (options[name] ?? '').split(',').map((part) => part.trim()).filter((part) => part !== '');
  return names.length === 0 ? {} : { [field]: names };
}

function flagOf(options: Options, name: string, field: string): Record<string, boolean> {
  return options[name] === 'yes' || options[name] === 'no' ? { [field]: options[name] === 'yes' } : {};
}
