// What a catalog row and a credential of this type may say.
import type { ProviderField } from '../../adapter/provider.js';

export const options: readonly ProviderField[] = [
  { name: 'region', description: 'The AWS region that is called and signed for; us-east-1 when absent.', example: 'eu-central-1' },
  { name: 'credentials', description: "With `chain` calls are signed as the adapter itself: environment, profile, web identity, container or instance, in the AWS SDK's order; to addresses of AWS only, unless the row has allow_private. Only the operator's file may set it.", values: ['chain'], example: 'chain' },
];

export const known: readonly ProviderField[] = [
  { name: 'api_key', description: 'A Bedrock API key, sent as a bearer token; nothing is signed then.', example: 'ABSK…' },
  { name: 'access_key_id', description: 'The id of an access key that requests are signed with.', example: 'AKIA…' },
  { name: 'secret_access_key', description: 'The secret of that access key.', example: 'wJalr…' },
  { name: 'session_token', description: 'For temporary access keys.', example: 'IQoJ…' },
];
