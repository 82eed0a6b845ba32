// The responses API: https://platform.openai.com/docs/api-reference/responses. Nothing is kept: each call brings its whole
// conversation along.

import { isObject } from '../../../http/json.js';
import type { ChatWire } from '../../dialect.js';
import type { Flavour } from '../flavour.js';
import { checkLimits } from './check-limits.js';
import { readResponsesRequest } from './read-request.js';
import { refusal } from './refusals.js';
import { eventOf, responsesFrames } from './write-events.js';
import { wholeResponse } from './write-response.js';

export function createOpenAiResponses(flavour: Flavour): ChatWire {
  return {
    streamType: 'text/event-stream; charset=utf-8',
    read: readResponsesRequest,
    check: checkLimits,
    plain: (answer) => JSON.stringify(wholeResponse(answer, flavour)),
    frames: (answer) => responsesFrames(answer, flavour),
    errorFrame({ body }, framesBefore) {
      const { message, type, param = null, code } = isObject(body['error']) ? body['error'] : {};
      return eventOf('error', { code: code ?? type, message, param, sequence_number: framesBefore });
    },
    // Here a model that does not exist is a mistake in the body and not a page that is missing.
    ...(flavour.errors?.model === undefined ? { refuseModel: (name) => refusal({ param: 'model', code: 'model_not_found', message: `The requested model '${name}' does not exist.` }) } : {}),
  };
}
