// Google's own SDK, over the guarded fetch.
import type { GoogleGenAI } from '@google/genai/web';
import type { ListingContext } from '../../adapter/provider.js';
import { accountHeaders } from './account.js';
import { isVertex, versionOf } from './endpoint.js';

export async function googleClient(context: ListingContext): Promise<GoogleGenAI> {
  const headers = await accountHeaders(context);
  // The half without Node's own ways to find credentials, loaded when it is needed.
  const { GoogleGenAI: Client } = await import('@google/genai/web');
  return new Client({
    apiKey: headers['x-goog-api-key'] ?? 'none',
    ...(isVertex(context) ? { vertexai: true } : {}),
    httpOptions: { baseUrl: context.baseUrl, apiVersion: isVertex(context) ? 'v1beta1' : versionOf(context), headers, timeout: context.timeoutMs, retryOptions: { attempts: 1 }, fetch: context.fetch },
  });
}
