// Every field of a chat completion that we know, and what becomes of it. The field list follows the vendor's
// reference (https://platform.openai.com/docs/api-reference/chat/create).
import { isNothing, isNothingOr, type FieldBook } from '../http/fields.js';

export const chatFields: FieldBook = {
  // parse-chat.ts reads each of them.
  mapped: new Set([
    'model', 'messages', 'stream', 'stream_options', 'temperature', 'top_p', 'frequency_penalty', 'presence_penalty', 'stop', 'max_tokens',
    'max_completion_tokens', 'seed', 'tools', 'tool_choice', 'parallel_tool_calls', 'response_format', 'reasoning_effort', 'user',
    'safety_identifier', 'metadata', 'n', 'service_tier', 'modalities',
  ]),
  // They change what is answered, kept or paid.
  refused: {
    audio: isNothing,
    function_call: isNothing,
    functions: isNothing,
    logprobs: isNothingOr(false),
    moderation: isNothing,
    prediction: isNothing,
    prompt_cache_retention: isNothingOr('in_memory'),
    store: isNothingOr(false),
    top_logprobs: isNothingOr(0),
    web_search_options: isNothing,
  },
  vendorOnly: new Set(['logit_bias', 'prompt_cache_key', 'verbosity']),
};
