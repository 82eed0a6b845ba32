// OpenAI itself: https://platform.openai.com/docs/api-reference
//
// Chat completions are in the toolkit, since half of the field speaks that dialect; here are who pays, and the responses API, which is
// OpenAI's own.
import type { ChatOrder } from '../../adapter/chat-order.js';
import type { Provider } from '../../adapter/provider.js';
import type { BatchContext } from '../../adapter/provider-batches.js';
import { cannotSay, openAiDialect } from '../../toolkit/index.js';
import { accountHeaders } from './account-headers.js';
import { isByResponses } from './choose-api.js';
import { responses } from './responses/index.js';

const chat = openAiDialect({ headers: accountHeaders, sellsBatches: true });

export const openai: Provider = {
  id: 'openai',
  displayName: 'OpenAI and compatible servers',
  defaultBaseUrl: 'https://api.openai.com/v1',
  documentation: 'https://platform.openai.com/docs/api-reference/chat',
  isLocal: false,
  credential: { fields: ['api_key'] },
  options: [
    { name: 'api', description: 'The interface that conversations go by. Without it chat completions, and responses for the models that have no other.', values: ['chat_completions', 'responses'], example: 'responses' },
    { name: 'output_cap_field', description: 'The name of the field that caps the answer, for models that do not reason.', values: ['max_tokens', 'max_completion_tokens'], example: 'max_completion_tokens' },
  ],
  exampleYaml: '- { id: openai, type: openai, api_key: { env: OPENAI_API_KEY } }',
  capabilities: new Set(['chat', 'stream', 'tools', 'vision', 'documents', 'audio_input', 'reasoning', 'json_schema', 'embeddings', 'image_generation', 'batches', 'models']),
  cancelStopsBilling: 'unknown',
  ...chat,

  complete: (order, context) => (isByResponses(context, order.model) ? responses : chat).complete(order, context),

  stream: (order, context) => (isByResponses(context, order.model) ? responses : chat).stream(order, context),

  batches: { ...chat.batches!, itemOf },
};

function itemOf(order: ChatOrder, context: BatchContext): unknown {
  if (isByResponses(context, order.model)) throw cannotSay('items', 'batches go by chat completions, and this model is called by responses.');
  return chat.batches!.itemOf(order, context);
}
