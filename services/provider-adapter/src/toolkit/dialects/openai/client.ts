// OpenAI's own SDK, over the guarded fetch.
import type OpenAI from 'openai';
import type { ListingContext } from '../../../adapter/provider.js';

export async function openAiClient(context: ListingContext): Promise<OpenAI> {
  // Loaded when it is needed: the SDK costs a tenth of a second of every start and memory for ever.
  const { default: Client } = await import('openai');
  return new Client({
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
}
