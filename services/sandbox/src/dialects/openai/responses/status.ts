// How a response ended, in the vendor's words.

import type { Choice } from '../../../answers/answer.js';
import type { JsonObject } from '../../../http/json.js';

export interface Ending {
  status: 'completed' | 'incomplete' | 'failed';
  details: JsonObject | null;
  error: JsonObject | null;
}

/** A raw reason is one of an answer that is not complete. */
export function endingOf({ finish }: Choice): Ending {
  switch (finish) {
    case 'stop':
    case 'tool_calls':
    case 'refusal': return { status: 'completed', details: null, error: null };
    case 'failed': return { status: 'failed', details: null, error: { code: 'server_error', message: 'The model failed to generate a response.' } };
    default: return { status: 'incomplete', details: { reason: finish === 'length' ? 'max_output_tokens' : finish }, error: null };
  }
}
