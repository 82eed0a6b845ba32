// The model list, through Anthropic's own SDK.
import type { ListedModel, ListingContext } from '../../adapter/provider.js';
import { anthropicVersion } from './headers.js';

export async function listAnthropicModels(context: ListingContext): Promise<readonly ListedModel[]> {
  // Loaded when it is needed: the SDK costs a tenth of a second of every start and memory for ever.
  const { default: Anthropic } = await import('@anthropic-ai/sdk');
  const client = new Anthropic({
    apiKey: context.secret('api_key') ?? 'none',
    baseURL: context.baseUrl,
    defaultHeaders: { 'anthropic-version': anthropicVersion },
    logLevel: 'off',
    maxRetries: 0,
    timeout: context.timeoutMs,
    fetch: context.fetch,
  });
  const models: ListedModel[] = [];
  for await (const { id, display_name: displayName, created_at: createdAt } of client.models.list()) {
    const createdAtMs = Date.parse(createdAt);
    models.push({ id, displayName, createdAtMs: Number.isNaN(createdAtMs) ? undefined : createdAtMs, ownedBy: 'anthropic' });
  }
  return models;
}
