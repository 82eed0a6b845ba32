// Embeddings: https://github.com/ollama/ollama/blob/main/docs/api.md#generate-embeddings

import type { EmbedRequest } from '../../answers/request.js';
import type { JsonObject } from '../../http/json.js';
import { embeddingInputsMax } from '../../limits.js';
import { countTokens } from '../../text/tokens.js';
import type { EmbedAnswer, EmbedWire } from '../dialect.js';
import { invalid } from '../failure.js';

export const ollamaEmbed: EmbedWire = { read: readEmbed, plain: writeEmbed };

function readEmbed(body: JsonObject): EmbedRequest {
  const model = body['model'];
  if (typeof model !== 'string' || model === '') throw invalid('model', 'model is required');
  const inputs = [body['input'] ?? []].flat();
  if (!inputs.every((input) => typeof input === 'string') || inputs.length > embeddingInputsMax) throw invalid('input', 'invalid input type');
  const dimensions = body['dimensions'];
  return {
    model,
    inputs,
    inputTokens: inputs.reduce((sum, input) => sum + countTokens(input), 0),
    dimensions: typeof dimensions === 'number' && dimensions > 0 ? Math.floor(dimensions) : undefined,
    base64: false,
  };
}

function writeEmbed(answer: EmbedAnswer): string {
  return JSON.stringify({
    model: answer.model,
    embeddings: answer.vectors.map((vector) => [...vector]),
    ...(answer.usageShown ? { total_duration: 1_000_000, load_duration: 0, prompt_eval_count: answer.inputTokens } : {}),
  });
}
