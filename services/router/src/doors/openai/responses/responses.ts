// POST /v1/responses: https://platform.openai.com/docs/api-reference/responses/create
//
// Stateless: nothing of a conversation is kept here, so what asks for that is refused.
import type { HttpCall } from '../../http/http-call.js';
import { needModel } from '../../http/need-model.js';
import { sendEvents } from '../../http/send-events.js';
import { answerHeaders, applyWishes } from '../../http/switchyard-headers.js';
import { itemsOf } from './items.js';
import { parseResponses } from './parse-request.js';
import { ResponseObject } from './response-object.js';
import { StreamEvents } from './stream-events.js';

export async function responses(call: HttpCall): Promise<unknown> {
  const { request, isStream, withCipher } = parseResponses(call.body, { mayPass: call.principal.passthrough });
  applyWishes(request, call.wishes);
  needModel(request, call.catalog);
  const object = new ResponseObject({ body: call.body, createdS: call.createdS, tell: call.storyteller((text) => text) });
  if (isStream) return sendEvents(call, call.domain.stream(request, call.caller), new StreamEvents({ object, withCipher, requestId: call.request.id }));
  const response = await call.domain.generate(request, call.caller);
  return call.reply.headers(answerHeaders(response)).send(object.ended(response, itemsOf(response, { withCipher })));
}
