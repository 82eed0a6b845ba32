// Converse and ConverseStream.

import type { ChatWire } from '../dialect.js';
import { Refusal } from '../failure.js';
import { exceptionMessage } from './event-stream.js';
import { readConverseRequest } from './read-request.js';
import { converseFrames, writeConverse } from './write-answer.js';

export function bedrockChat(path: { model: string; stream: boolean }): ChatWire {
  return {
    streamType: 'application/vnd.amazon.eventstream',
    isBinary: true,
    read: (body) => readConverseRequest(body, path),
    check(request, model) {
      if (request.inputTokens > model.contextWindow) throw new Refusal({ kind: 'context_too_long', subject: String(model.contextWindow) });
    },
    plain: writeConverse,
    frames: converseFrames,
    errorFrame: ({ body, headers }) => exceptionMessage(String(headers?.['x-amzn-errortype'] ?? 'InternalServerException'), body),
  };
}
