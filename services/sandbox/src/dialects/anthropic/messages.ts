// The Messages API: https://docs.claude.com/en/api/messages

import type { ChatRequest } from '../../answers/request.js';
import type { Model } from '../../billing/price-list.js';
import type { ChatWire } from '../dialect.js';
import { Refusal, invalid } from '../failure.js';
import type { PromptCache } from './prompt-cache.js';
import { readAnthropicRequest } from './read-request.js';
import { writeMessage } from './write-message.js';
import { anthropicFrames } from './write-stream.js';

export function createMessages(cache: PromptCache): ChatWire {
  return {
    streamType: 'text/event-stream; charset=utf-8',
    read: readAnthropicRequest,
    check: checkLimits,
    splitInput: (request) => cache.split(request),
    plain: writeMessage,
    frames: anthropicFrames,
    errorFrame: ({ body }) => `event: error\ndata: ${JSON.stringify(body)}\n\n`,
  };
}

function checkLimits(request: ChatRequest, model: Model): void {
  if (request.inputTokens > model.contextWindow) throw new Refusal({ kind: 'context_too_long', subject: String(model.contextWindow) });
  const asked = request.outputTokensMax ?? 0;
  if (asked > model.outputTokensMax) {
    throw invalid('max_tokens', `max_tokens: ${asked} > ${model.outputTokensMax}, which is the maximum allowed number of output tokens for ${model.id}`);
  }
}
