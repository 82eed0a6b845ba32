// POST /v1/messages: https://docs.claude.com/en/api/messages
import type { HttpCall } from '../http/http-call.js';
import { needModel } from '../http/need-model.js';
import { sendEvents } from '../http/send-events.js';
import { answerHeaders, applyWishes } from '../http/switchyard-headers.js';
import { messageOf } from './answer.js';
import { adviceInDialect } from './field-names.js';
import { parseMessagesRequest } from './parse-request.js';
import { StreamEvents } from './stream-events.js';
import { estimateTokens } from './estimate.js';

export async function messages(call: HttpCall): Promise<unknown> {
  const { request, isStream } = parseMessagesRequest(call.body, { mayPass: call.principal.passthrough, needsCap: true });
  applyWishes(request, call.wishes);
  needModel(request, call.catalog);
  const tell = call.storyteller(adviceInDialect);
  if (isStream) return sendEvents(call, call.domain.stream(request, call.caller), new StreamEvents({ requestId: call.request.id, estimatedInputTokens: () => estimateTokens(request), tell }));
  const response = await call.domain.generate(request, call.caller);
  return call.reply.headers(answerHeaders(response)).send(messageOf(response, { tell }));
}
