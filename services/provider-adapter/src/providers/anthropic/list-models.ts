// The model list, through Anthropic's own SDK.
import type { ListedModel, ListingContext } from '../../adapter/provider.js';
import { anthropicClient } from './client.js';

export async function listAnthropicModels(context: ListingContext): Promise<readonly ListedModel[]> {
  const client = await anthropicClient(context);
  const models: ListedModel[] = [];
  for await (const { id, display_name: displayName, created_at: createdAt } of client.models.list()) {
    const createdAtMs = Date.parse(createdAt);
    models.push({ id, displayName, createdAtMs: Number.isNaN(createdAtMs) ? undefined : createdAtMs, ownedBy: 'anthropic' });
  }
  return models;
}
