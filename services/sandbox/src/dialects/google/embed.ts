// Embeddings, as the Gemini API takes them (many at once) and as Vertex AI does (predict, or one by embedContent).
//   https://ai.google.dev/api/embeddings  https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/text-embeddings-api

import type { EmbedRequest } from '../../answers/request.js';
import { isObject } from '../../http/json.js';
import type { JsonObject } from '../../http/json.js';
import { countTokens } from '../../text/tokens.js';
import type { EmbedAnswer, EmbedWire } from '../dialect.js';
import { invalid } from '../failure.js';

/** The vendor's ceiling for one batch. */
const requestsMax = 100;

export function googleEmbed(model: string): EmbedWire {
  return {
    read(body) {
      const requests = body['requests'];
      if (!Array.isArray(requests) || requests.length === 0) throw invalid('requests', '* BatchEmbedContentsRequest.requests: requests is not specified\n');
      if (requests.length > requestsMax) throw invalid('requests', `* BatchEmbedContentsRequest.requests: at most ${requestsMax} requests can be in one batch\n`);
      for (const [index, one] of requests.entries()) {
        if (!isObject(one) || one['model'] !== `models/${model}`) throw invalid('model', `* BatchEmbedContentsRequest.requests[${index}].model: model must match the model in the batch request\n`);
      }
      return requestOf(model, requests.map((one: JsonObject) => textOf(one['content'])), (requests[0] as JsonObject)['outputDimensionality']);
    },
    plain: (answer) => JSON.stringify({ embeddings: valuesOf(answer), ...usageOf(answer) }),
  };
}

export function vertexEmbed(model: string): EmbedWire {
  return {
    read: (body) => requestOf(model, [textOf(body['content'])], body['outputDimensionality']),
    plain: (answer) => JSON.stringify({ embedding: valuesOf(answer)[0], ...usageOf(answer) }),
  };
}

export function vertexEmbedPredict(model: string): EmbedWire {
  let texts: string[] = [];
  return {
    read(body) {
      const { instances, parameters } = body;
      if (!Array.isArray(instances) || instances.length === 0) throw invalid('instances', 'Empty instances.');
      texts = instances.map((instance: unknown) => (isObject(instance) && typeof instance['content'] === 'string' ? instance['content'] : ''));
      if (texts.includes('')) throw invalid('content', 'The text content is empty.');
      return requestOf(model, texts, isObject(parameters) ? parameters['outputDimensionality'] : undefined);
    },
    plain: (answer) => JSON.stringify({ predictions: valuesOf(answer).map(({ values }, index) => ({ embeddings: { values, ...(answer.usageShown ? { statistics: { truncated: false, token_count: countTokens(texts[index] ?? '') } } : {}) } })) }),
  };
}

function requestOf(model: string, inputs: string[], dimensions: unknown): EmbedRequest {
  if (dimensions !== undefined && (!Number.isSafeInteger(dimensions) || (dimensions as number) < 1)) throw invalid('output_dimensionality', 'output_dimensionality must be a positive number.');
  return { model, inputs, inputTokens: inputs.reduce((sum, input) => sum + countTokens(input), 0), dimensions: dimensions as number | undefined, base64: false };
}

function textOf(content: unknown): string {
  const parts = isObject(content) ? content['parts'] : undefined;
  if (!Array.isArray(parts) || parts.length === 0) throw invalid('content', '* EmbedContentRequest.content: contents is not specified\n');
  return parts.map((part: unknown) => (isObject(part) ? String(part['text'] ?? '') : '')).join('');
}

function valuesOf({ vectors }: EmbedAnswer): { values: number[] }[] {
  return vectors.map((vector) => ({ values: [...vector] }));
}

function usageOf({ usageShown, inputTokens }: EmbedAnswer): JsonObject {
  return usageShown ? { usageMetadata: { promptTokenCount: inputTokens, promptTokensDetails: [{ modality: 'TEXT', tokenCount: inputTokens }] } } : {};
}
