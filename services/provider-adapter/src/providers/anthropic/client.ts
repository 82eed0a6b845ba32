// Anthropic's own SDK, over the guarded fetch.
import type Anthropic from '@anthropic-ai/sdk';
import type { ListingContext } from '../../adapter/provider.js';
import { anthropicVersion } from './headers.js';

export async function anthropicClient(context: ListingContext): Promise<Anthropic> {
  // Loaded when it is needed: the SDK costs a tenth of a second of every start and memory for ever.
  const { default: Client } = await import('@anthropic-ai/sdk');
  const beta = context.options['beta'];
  return new Client({
    apiKey: context.secret('api_key') ?? 'none',
    baseURL: context.baseUrl,
    defaultHeaders: { 'anthropic-version': anthropicVersion, ...(beta === undefined ? {} : { 'anthropic-beta': beta }) },
    logLevel: 'off',
    maxRetries: 0,
    timeout: context.timeoutMs,
    fetch: context.fetch,
  });
}
