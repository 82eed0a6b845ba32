// Serves a chat call, plain or streaming: read, behave, answer, deliver, charge.

import { answerBytes, planAnswer } from '../answers/plan-answer.js';
import type { Answer } from '../answers/answer.js';
import type { Behaviour } from '../behaviour/behaviour.js';
import { overrideUsage } from '../behaviour/usage-override.js';
import { deliverPlain } from '../delivery/deliver-plain.js';
import { deliverStream } from '../delivery/deliver-stream.js';
import type { ChatWire } from '../dialects/dialect.js';
import { invalid } from '../dialects/failure.js';
import type { JsonObject } from '../http/json.js';
import { createRandom } from '../text/random.js';
import { askBehaviour } from './ask-behaviour.js';
import { openCharge } from './charge.js';
import { findModel } from './find-model.js';
import type { Service } from './service.js';

export async function serveChat(service: Service, wire: ChatWire, body: JsonObject): Promise<void> {
  const { call, dialect, world, requestId } = service;
  const request = wire.read(body, call.request.headers);
  call.model = request.model;
  call.streaming = request.stream;
  askBehaviour(service, request);
  const { behaviour } = service;
  const model = findModel(service, request.model, 'chat');
  wire.check?.(request, model);

  const random = behaviour.seed === undefined ? service.random : createRandom(behaviour.seed);
  const input = wire.splitInput?.(request);
  let answer: Answer;
  try {
    answer = planAnswer({ request, behaviour, random, model, nowMs: world.now(), input });
  } catch (error) {
    throw error instanceof RangeError ? invalid(undefined, `sandbox: ${error.message}`) : error;
  }

  const settle = openCharge(service, { model, usage: answer.usage, answerBytes: answerBytes(answer), responseId: answer.id });
  const headers = dialect.headers(requestId);
  const midStream = { kind: 'status', status: 500, message: behaviour.errorMessage, code: behaviour.errorCode } as const;
  const told = toldOf(answer, behaviour);
  if (request.stream && behaviour.html !== true && behaviour.halfJson !== true && behaviour.packed === undefined) {
    return deliverStream({
      call, headers, behaviour, settle,
      contentType: wire.streamType,
      encoding: wire.isBinary === true ? 'latin1' : 'utf8',
      frames: wire.frames(told),
      errorFrame: () => wire.errorFrame(dialect.describe(midStream, requestId)),
    });
  }
  return deliverPlain({ call, status: 200, headers, body: wire.plain(told), behaviour, settle });
}

/** What the caller reads of an answer, where a behaviour wants it to differ from what is charged. */
function toldOf(answer: Answer, behaviour: Behaviour): Answer {
  if (behaviour.usageReported === undefined) return answer;
  return { ...answer, usage: overrideUsage(answer.usage, behaviour.usageReported) };
}
