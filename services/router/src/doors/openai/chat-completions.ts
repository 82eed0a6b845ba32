// POST /v1/chat/completions: https://platform.openai.com/docs/api-reference/chat/create
import type { HttpCall } from '../http/http-call.js';
import { sendEvents } from '../http/send-events.js';
import { answerHeaders, applyWishes } from '../http/switchyard-headers.js';
import { chatCompletion } from './answer.js';
import { needModel } from './need-model.js';
import { parseChat } from './parse-chat.js';
import { StreamChunks } from './stream-chunks.js';

export async function chatCompletions(call: HttpCall): Promise<unknown> {
  const { request, isStream, includeUsage } = parseChat(call.body);
  applyWishes(request, call.wishes);
  needModel(request, call.catalog);
  const { createdS } = call;
  if (isStream) return sendEvents(call, call.domain.stream(request, call.caller), new StreamChunks({ createdS, includeUsage }));
  const response = await call.domain.generate(request, call.caller);
  return call.reply.headers(answerHeaders(response)).send(chatCompletion(response, createdS));
}
