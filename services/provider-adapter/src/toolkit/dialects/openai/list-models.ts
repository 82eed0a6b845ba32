// The model list, through OpenAI's own SDK.
import type { ListedModel, ListingContext } from '../../../adapter/provider.js';

export async function listOpenAiModels(context: ListingContext): Promise<readonly ListedModel[]> {
  // Loaded when it is needed: the SDK costs a tenth of a second of every start and memory for ever.
  const { default: OpenAI } = await import('openai');
  const client = new OpenAI({
    // Servers that need no key still want the header.
    apiKey: context.secret('api_key') ?? 'none',
    baseURL: context.baseUrl,
    organization: context.organization || null,
    project: context.project || null,
    adminAPIKey: null,
    webhookSecret: null,
    logLevel: 'off',
    maxRetries: 0,
    timeout: context.timeoutMs,
    fetch: context.fetch,
  });
  const models: ListedModel[] = [];
  for await (const { id, created, owned_by: ownedBy } of client.models.list()) models.push({ id, createdAtMs: created === undefined ? undefined : created * 1_000, ownedBy });
  return models;
}
