// POST /v1/chat/completions: https://platform.openai.com/docs/api-reference/chat/create
import type { HttpCall } from '../http/http-call.js';
import { needModel } from '../http/need-model.js';
import { sendEvents } from '../http/send-events.js';
import { answerHeaders, applyWishes } from '../http/switchyard-headers.js';
import { chatCompletion } from './answer.js';
import { adviceInDialect } from './field-names.js';
import { parseChat } from './parse-chat.js';
import { StreamChunks } from './stream-chunks.js';

export async function chatCompletions(call: HttpCall): Promise<unknown> {
  const { request, isStream, includeUsage } = parseChat(call.body, { mayPass: call.principal.passthrough });
  applyWishes(request, call.wishes);
  needModel(request, call.catalog);
  const { createdS } = call;
  const tell = call.storyteller(adviceInDialect);
  if (isStream) return sendEvents(call, call.domain.stream(request, call.caller), new StreamChunks({ createdS, includeUsage, tell }));
  const response = await call.domain.generate(request, call.caller);
  return call.reply.headers(answerHeaders(response)).send(chatCompletion(response, { createdS, tell }));
}
