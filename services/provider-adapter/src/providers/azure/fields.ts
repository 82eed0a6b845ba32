// What a row and a credential of Azure may say.
import type { ProviderField } from '../../adapter/provider.js';

export const azureOptions: readonly ProviderField[] = [
  { name: 'api_version', description: 'A dated version: calls then go to /openai/deployments/<model>. Without it they go to /openai/v1.', example: '2024-10-21' },
  { name: 'authority', description: 'Where tokens of Entra are had; other clouds have their own.', example: 'https://login.microsoftonline.com' },
  { name: 'scope', description: 'What a token of Entra is asked for.', example: 'https://cognitiveservices.azure.com/.default' },
];

export const azureCredentials: readonly ProviderField[] = [
  { name: 'api_key', description: 'A key of the resource, sent as api-key.', example: '0123456789abcdef' },
  { name: 'entra_token', description: 'A token of Entra that somebody else keeps fresh.', example: 'eyJ0eXAi' },
  { name: 'tenant_id', description: 'The directory of the app that gets tokens here, with client_id and client_secret.', example: '00000000-0000-0000-0000-000000000000' },
  { name: 'client_id', description: 'The app.', example: '00000000-0000-0000-0000-000000000000' },
  { name: 'client_secret', description: 'A secret of the app.', example: 'the value of AZURE_CLIENT_SECRET' },
];
