// Every field of a responses request that we know, and what becomes of it (https://platform.openai.com/docs/api-reference/responses/create).
import { fault } from '../../http/read.js';
import type { Json } from '../../http/read.js';
import { isNothing, isNothingOr, type FieldBook } from '../../http/fields.js';

export const responseFields: FieldBook = {
  // parse-request.ts reads each of them.
  mapped: new Set([
    'model', 'input', 'instructions', 'max_output_tokens', 'metadata', 'parallel_tool_calls', 'reasoning', 'safety_identifier', 'service_tier', 'stream', 'stream_options',
    'temperature', 'text', 'tool_choice', 'tools', 'top_p', 'user', 'include', 'background', 'store', 'previous_response_id', 'conversation', 'prompt',
  ]),
  // They change what is answered, kept or paid.
  refused: {
    access_programs: isNothing,
    context_management: isNothing,
    image: isNothing,
    max_tool_calls: isNothing,
    moderation: isNothing,
    prompt_cache_options: isNothing,
    prompt_cache_retention: isNothingOr('in_memory'),
    top_logprobs: isNothingOr(0),
    truncation: isNothingOr('disabled'),
  },
  vendorOnly: new Set(['prompt_cache_key']),
};

const keeping: Readonly<Record<string, string>> = {
  store: 'nothing is kept here, so no answer can be fetched later',
  previous_response_id: 'nothing is kept here, so there is no earlier answer to go on from',
  conversation: 'nothing is kept here, so there is no conversation to go on with',
  prompt: 'nothing is kept here, so there is no stored prompt to fill in',
  background: 'nothing is kept here, so no answer can be fetched later',
};

/** Throws for what would need memory. */
export function refuseMemory(body: Json): void {
  for (const [field, why] of Object.entries(keeping)) {
    if (!isNothing(body[field]) && body[field] !== false) throw fault(field, why, field === 'store' || field === 'background' ? 'Send false, or leave it out.' : 'Send the whole conversation in input.');
  }
}
