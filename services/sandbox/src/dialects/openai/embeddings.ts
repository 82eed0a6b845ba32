// Embeddings: https://platform.openai.com/docs/api-reference/embeddings

import { vectorToBase64 } from '../../answers/embed.js';
import type { EmbedRequest } from '../../answers/request.js';
import type { JsonObject } from '../../http/json.js';
import { embeddingInputsMax } from '../../limits.js';
import { countTokens } from '../../text/tokens.js';
import type { EmbedAnswer, EmbedWire } from '../dialect.js';
import { invalid } from '../failure.js';
import type { Flavour } from './flavour.js';

export function createOpenAiEmbeddings({ embeddingsRefuse = [] }: Flavour, modelInPath?: string): EmbedWire {
  return {
    read(body) {
      for (const field of embeddingsRefuse) if (body[field] !== undefined) throw invalid(field, `property '${field}' is unsupported`);
      return readEmbeddings(modelInPath === undefined ? body : { ...body, model: modelInPath });
    },
    plain: writeEmbeddings,
  };
}

function readEmbeddings(body: JsonObject): EmbedRequest {
  const model = body['model'];
  if (typeof model !== 'string' || model === '') throw invalid('model', 'you must provide a model parameter');
  const { inputs, inputTokens } = readInput(body['input']);
  if (inputs.length === 0 || inputs.length > embeddingInputsMax) throw invalid('input', `'$.input' is invalid. Expected 1 to ${embeddingInputsMax} inputs.`);
  const dimensions = body['dimensions'];
  if (dimensions !== undefined && (!Number.isSafeInteger(dimensions) || (dimensions as number) < 1)) throw invalid('dimensions', "Invalid 'dimensions': expected an integer >= 1.");
  const format = body['encoding_format'] ?? 'float';
  if (format !== 'float' && format !== 'base64') throw invalid('encoding_format', "Invalid 'encoding_format': expected 'float' or 'base64'.");
  return { model, inputs, inputTokens, dimensions: dimensions as number | undefined, base64: format === 'base64' };
}

/** Text, texts, tokens, or lists of tokens; tokens count as what they are. */
function readInput(input: unknown): { inputs: string[]; inputTokens: number } {
  const list: unknown[] = Array.isArray(input) && typeof input[0] !== 'number' ? input : [input];
  const inputs: string[] = [];
  let inputTokens = 0;
  for (const item of list) {
    if (typeof item === 'string' && item !== '') {
      inputs.push(item);
      inputTokens += countTokens(item);
    } else if (Array.isArray(item) && item.length > 0 && item.every(Number.isSafeInteger)) {
      inputs.push(item.join(' '));
      inputTokens += item.length;
    } else {
      throw invalid('input', "'$.input' is invalid. Expected text, an array of texts, or arrays of tokens, none of them empty.");
    }
  }
  return { inputs, inputTokens };
}

function writeEmbeddings(answer: EmbedAnswer): string {
  return JSON.stringify({
    object: 'list',
    data: answer.vectors.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding: answer.base64 ? vectorToBase64(vector) : [...vector],
    })),
    model: answer.model,
    ...(answer.usageShown ? { usage: { prompt_tokens: answer.inputTokens, total_tokens: answer.inputTokens } } : {}),
  });
}
