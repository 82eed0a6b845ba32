// Amazon Bedrock by its Converse API: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
//
// One shape for the models of all makers; requests are signed, streams are binary, and the usage of a stream comes after
// its stop reason, as the last event.
import type { Provider } from '../../adapter/provider.js';
import { postOrder, readEventStream, readJsonAnswer, requireStream } from '../../toolkit/index.js';
import { baseUrlFor, pathOf } from './endpoint.js';
import { readBedrockError } from './error.js';
import { known, options } from './fields.js';
import { listBedrockModels } from './list-models.js';
import { toConverseRequest } from './request.js';
import { stepsOfConverse } from './response.js';
import { authorisation } from './sign.js';
import { ConverseStream } from './stream.js';
import { bedrockUsageDialect } from './usage.js';

export const bedrock: Provider = {
  id: 'bedrock',
  displayName: 'Amazon Bedrock',
  defaultBaseUrl: 'https://bedrock-runtime.us-east-1.amazonaws.com',
  baseUrlFor,
  documentation: 'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html',
  isLocal: false,
  credential: { fields: [], known },
  options,
  exampleYaml: '- { id: bedrock, type: bedrock, api_key: { env: AWS_BEARER_TOKEN_BEDROCK }, options: { region: eu-central-1 } }',
  capabilities: new Set(['chat', 'stream', 'tools', 'vision', 'documents', 'reasoning', 'json_schema', 'prompt_cache', 'models']),
  cancelStopsBilling: 'unknown',
  usage: bedrockUsageDialect,

  async complete(order, context) {
    const call = { path: pathOf(order.model, 'converse'), ...authorisation(context), body: toConverseRequest(order, context) };
    const response = await postOrder(context, call, readBedrockError);
    return stepsOfConverse((await readJsonAnswer(response)).answer, response.header('x-amzn-requestid'));
  },

  async *stream(order, context) {
    const call = { path: pathOf(order.model, 'converse-stream'), ...authorisation(context), body: toConverseRequest(order, context) };
    const response = await postOrder(context, call, readBedrockError);
    requireStream(response, /^application\/vnd\.amazon\.eventstream\b/i);
    const mapping = new ConverseStream(order.attemptId, response.header('x-amzn-requestid'));
    for await (const events of readEventStream(response)) {
      response.heard();
      const { steps, failure } = mapping.take(events);
      if (steps.length > 0) yield steps;
      if (failure !== undefined) throw failure;
      if (mapping.isDone) return;
    }
    throw mapping.cut();
  },

  listModels: listBedrockModels,
};
