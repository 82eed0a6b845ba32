// What a model of the responses API refuses: its window, and what it does or does not think with.

import type { ChatRequest } from '../../../answers/request.js';
import type { Model } from '../../../billing/price-list.js';
import { isObject } from '../../../http/json.js';
import { refusal, unsupported } from './refusals.js';

export function checkLimits({ body, inputTokens }: ChatRequest, model: Model): void {
  if (inputTokens > model.contextWindow) throw refusal({ param: 'input', code: 'context_length_exceeded', message: 'Your input exceeds the context window of this model. Please adjust your input and try again.' });
  if (model.reasoning === true) {
    // https://platform.openai.com/docs/guides/reasoning: reasoning models sample in their own way.
    for (const field of ['temperature', 'top_p']) if (body[field] != null) throw unsupported(field);
    return;
  }
  const reasoning = isObject(body['reasoning']) ? body['reasoning'] : {};
  for (const field of ['effort', 'summary', 'generate_summary']) if (reasoning[field] != null) throw unsupported(`reasoning.${field}`);
  if (Array.isArray(body['include']) && body['include'].includes('reasoning.encrypted_content')) throw refusal({ param: 'include', code: undefined, message: 'Encrypted content is not supported with this model.' });
}
