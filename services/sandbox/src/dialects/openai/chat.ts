// Chat completions: https://platform.openai.com/docs/api-reference/chat

import type { Model } from '../../billing/price-list.js';
import type { ChatRequest } from '../../answers/request.js';
import type { ChatWire } from '../dialect.js';
import { Refusal, invalid } from '../failure.js';
import type { Flavour } from './flavour.js';
import { readOpenAiChat } from './read-request.js';
import { openAiFrames } from './write-stream.js';
import { writeCompletion } from './write-completion.js';

/** `modelInPath` is the deployment that stands for the model where the body has none. */
export function createOpenAiChat(flavour: Flavour, modelInPath?: string): ChatWire {
  return {
    streamType: 'text/event-stream; charset=utf-8',
    read(body) {
      const request = readOpenAiChat(body, { refuses: flavour.refuses, refusesNames: flavour.refusesNames, asksByObject: flavour.asksByObject, isModelInPath: modelInPath !== undefined });
      return modelInPath === undefined ? request : { ...request, model: modelInPath };
    },
    check: checkLimits,
    plain: (answer) => writeCompletion(answer, flavour),
    frames: (answer) => openAiFrames(answer, flavour),
    errorFrame: ({ body }) => `data: ${JSON.stringify(flavour.streamErrorFinish === undefined ? body : { ...body, choices: [{ index: 0, delta: { content: '' }, finish_reason: flavour.streamErrorFinish }] })}\n\n`,
  };
}

function checkLimits(request: ChatRequest, model: Model): void {
  if (request.inputTokens > model.contextWindow) throw new Refusal({ kind: 'context_too_long', subject: String(model.contextWindow) });
  if (!model.reasoning) return;
  // https://platform.openai.com/docs/guides/reasoning: reasoning models take neither.
  if (request.body['max_tokens'] != null) {
    throw new Refusal({
      kind: 'invalid_request', subject: 'max_tokens', code: 'unsupported_parameter',
      message: "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    });
  }
  const temperature = request.body['temperature'];
  if (temperature != null && temperature !== 1) {
    throw new Refusal({
      kind: 'invalid_request', subject: 'temperature', code: 'unsupported_value',
      message: `Unsupported value: 'temperature' does not support ${String(temperature)} with this model. Only the default (1) value is supported.`,
    });
  }
  if (request.stopSequences.length > 0) throw invalid('stop', "Unsupported parameter: 'stop' is not supported with this model.");
}
