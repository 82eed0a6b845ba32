// POST /v1/messages/count_tokens: https://docs.claude.com/en/api/messages-count-tokens
//
// The number is ours, not the vendor's: it costs nothing and holds for any model alike, and a header says that it is a guess.
import type { HttpCall } from '../http/http-call.js';
import { needModel } from '../http/need-model.js';
import { applyWishes } from '../http/switchyard-headers.js';
import { parseMessagesRequest } from './parse-request.js';

const method = 'estimate; text at four bytes a token, without pictures and documents';

export async function countTokens(call: HttpCall): Promise<unknown> {
  const { request } = parseMessagesRequest(call.body, { mayPass: call.principal.passthrough, needsCap: false });
  applyWishes(request, call.wishes);
  needModel(request, call.catalog);
  // Decided as the message itself would be, so that what it would be refused for is refused here too.
  const { inputTokensEstimate } = call.domain.explain(request, call.caller);
  return call.reply.header('x-switchyard-token-count', method).send({ input_tokens: Number(inputTokensEstimate) });
}
