// The model list, through Google's own SDK.
import type { Model } from '@google/genai';
import type { ListedModel, ListingContext } from '../../adapter/provider.js';
import { googleClient } from './client.js';

export async function listGoogleModels(context: ListingContext): Promise<readonly ListedModel[]> {
  const client = await googleClient(context);
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
