// generateContent and streamGenerateContent: https://ai.google.dev/api/generate-content

import type { ChatWire } from '../dialect.js';
import { Refusal, invalid } from '../failure.js';
import { readGoogleRequest } from './read-request.js';
import { googleFrames, writeGoogleAnswer } from './write-answer.js';

export function googleChat(path: { model: string; stream: boolean; isSse: boolean }): ChatWire {
  return {
    streamType: 'text/event-stream',
    read(body) {
      // Without alt=sse the vendor sends a list of JSON that grows; no client of ours reads that.
      if (path.stream && !path.isSse) throw invalid('alt', 'sandbox: streamGenerateContent is spoken with alt=sse only');
      return readGoogleRequest(body, path);
    },
    check(request, model) {
      if (request.inputTokens > model.contextWindow) throw new Refusal({ kind: 'context_too_long', subject: `${request.inputTokens} ${model.contextWindow}` });
    },
    plain: writeGoogleAnswer,
    frames: googleFrames,
    errorFrame: ({ body }) => `data: ${JSON.stringify(body)}\r\n\r\n`,
  };
}
