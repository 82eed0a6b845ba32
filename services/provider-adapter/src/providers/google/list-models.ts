// The model list, through Google's own SDK.
import type { Model } from '@google/genai';
import type { ListedModel, ListingContext } from '../../adapter/provider.js';
import { accountHeaders } from './account.js';
import { isVertex, versionOf } from './endpoint.js';

export async function listGoogleModels(context: ListingContext): Promise<readonly ListedModel[]> {
  const headers = await accountHeaders(context);
  // The half without Node's own ways to find credentials, loaded when it is needed.
  const { GoogleGenAI } = await import('@google/genai/web');
  const client = new GoogleGenAI({
    apiKey: headers['x-goog-api-key'] ?? 'none',
    ...(isVertex(context) ? { vertexai: true } : {}),
    httpOptions: { baseUrl: context.baseUrl, apiVersion: isVertex(context) ? 'v1beta1' : versionOf(context), headers, timeout: context.timeoutMs, retryOptions: { attempts: 1 }, fetch: context.fetch },
  });
  const models: ListedModel[] = [];
  for await (const model of await client.models.list({ config: { pageSize: 100 } })) models.push(toListed(model));
  return models;
}

/** Resource names are models/gemini-… or publishers/google/models/gemini-…; calls name the last word. */
function toListed({ name = '', displayName, inputTokenLimit, outputTokenLimit, supportedActions = [], thinking }: Model): ListedModel {
  const capabilities = [
    ...(supportedActions.includes('generateContent') ? ['chat'] : []),
    ...(supportedActions.some((action) => /embed/i.test(action)) ? ['embeddings'] : []),
    ...(/imagen|-image/.test(name) ? ['image_generation'] : []),
    ...(thinking === true ? ['reasoning'] : []),
  ];
  return { id: name.replace(/^(?:publishers\/google\/)?models\//, ''), displayName, ownedBy: 'google', contextWindow: inputTokenLimit, maxOutputTokens: outputTokenLimit, capabilities };
}
