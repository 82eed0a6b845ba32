// Every field of a message request that we know, and what becomes of it (https://docs.claude.com/en/api/messages).
import { isNothing, isNothingOr, type FieldBook } from '../http/fields.js';

export const messageFields: FieldBook = {
  // parse-request.ts reads each of them.
  mapped: new Set([
    'model', 'messages', 'max_tokens', 'system', 'stream', 'temperature', 'top_p', 'stop_sequences', 'metadata', 'tools', 'tool_choice', 'thinking',
    'output_config', 'output_format', 'cache_control', 'service_tier',
  ]),
  // They change what is answered, kept, run or paid.
  refused: {
    container: isNothing,
    context_management: isNothing,
    diagnostics: isNothing,
    fallbacks: isNothing,
    inference_geo: isNothing,
    mcp_servers: (value) => isNothing(value) || (Array.isArray(value) && value.length === 0),
    speed: isNothingOr('standard'),
    thread: isNothing,
    user_profile_id: isNothing,
    workspace_id: isNothing,
  },
  vendorOnly: new Set(['top_k']),
};
