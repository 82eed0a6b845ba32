// What a catalog row and a credential of this type may say.
import type { ProviderField } from '../../adapter/provider.js';

export const options: readonly ProviderField[] = [
  { name: 'location', description: 'A location of Vertex AI, or global. With it calls go to Vertex AI, without it to the Gemini API.', example: 'europe-west4' },
  { name: 'project', description: 'The Google Cloud project that Vertex AI bills.', example: 'my-project-123' },
  { name: 'api_version', description: 'The version in the path: v1beta by default for the Gemini API, v1 for Vertex AI.', example: 'v1beta' },
];

export const known: readonly ProviderField[] = [
  { name: 'api_key', description: 'A key of the Gemini API, sent as x-goog-api-key.', example: 'AIza…' },
  { name: 'service_account_json', description: 'For Vertex AI: the key file of a service account; tokens are fetched with it and kept until they end.', example: '{"type": "service_account", …}' },
  { name: 'access_token', description: 'For Vertex AI: a token that somebody else renews.', example: 'ya29.…' },
];
