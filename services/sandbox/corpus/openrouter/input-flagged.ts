// A 403 with reasons is about the input and not about the key.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const inputFlagged: Exchange = {
  name: 'input-flagged',
  source: pages.errors,
  read,
  request: anyRequest,
  response: fails({ code: 403, message: 'The input was flagged.', metadata: { reasons: ['violence'], flagged_input: 'Something …', provider_name: 'OpenAI', model_slug: 'openai/gpt-4.1-mini' } }),
  expected: { kind: 'failure', errorClass: 'CONTENT_FILTER' },
};
