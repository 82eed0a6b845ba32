// Serves a chat call, plain or streaming: read, behave, answer, deliver, charge.

import { answerBytes } from '../answers/plan-answer.js';
import { deliverPlain } from '../delivery/deliver-plain.js';
import { deliverStream } from '../delivery/deliver-stream.js';
import type { ChatWire } from '../dialects/dialect.js';
import type { JsonObject } from '../http/json.js';
import { answerChat } from './answer-chat.js';
import { askBehaviour } from './ask-behaviour.js';
import { openCharge } from './charge.js';
import { findModel } from './find-model.js';
import type { Service } from './service.js';

export async function serveChat(service: Service, wire: ChatWire, body: JsonObject): Promise<void> {
  const { call, dialect, requestId } = service;
  const request = wire.read(body, call.request.headers);
  call.model = request.model;
  call.streaming = request.stream;
  askBehaviour(service, request);
  const { behaviour } = service;
  const model = findModel(service, request.model, { kind: 'chat', refuse: wire.refuseModel });
  const { answer, told } = answerChat(service, { wire, request, model });

  const settle = openCharge(service, { model, usage: answer.usage, answerBytes: answerBytes(answer), responseId: answer.id });
  const headers = dialect.headers(requestId);
  const midStream = { kind: 'status', status: 500, message: behaviour.errorMessage, code: behaviour.errorCode } as const;
  if (request.stream && behaviour.html !== true && behaviour.halfJson !== true && behaviour.packed === undefined) {
    return deliverStream({
      call, headers, behaviour, settle,
      contentType: wire.streamType,
      encoding: wire.isBinary === true ? 'latin1' : 'utf8',
      frames: wire.frames(told),
      errorFrame: (framesBefore) => wire.errorFrame(dialect.describe(midStream, requestId), framesBefore),
    });
  }
  return deliverPlain({ call, status: 200, headers, body: wire.plain(told), behaviour, settle });
}
