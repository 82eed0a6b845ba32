// Serves a call for pictures: always one body, charged as the dialect counts.

import { paint, parseSize } from '../answers/paint.js';
import { randomId } from '../answers/plan-choice.js';
import { overrideUsage } from '../behaviour/usage-override.js';
import { deliverPlain } from '../delivery/deliver-plain.js';
import type { ImageWire } from '../dialects/dialect.js';
import { invalid } from '../dialects/failure.js';
import type { JsonObject } from '../http/json.js';
import { askBehaviour } from './ask-behaviour.js';
import { openCharge } from './charge.js';
import { findModel } from './find-model.js';
import type { Service } from './service.js';

/** Pictures are small whatever size was asked for: it is their count and their size on the bill that matters. */
const painted = { width: 64, height: 64 };

export async function serveImage(service: Service, wire: ImageWire, body: JsonObject): Promise<void> {
  const { call, dialect, requestId, random } = service;
  const request = wire.read(body);
  call.model = request.model;
  askBehaviour(service, { model: request.model, lastUserText: request.prompt });
  const { behaviour } = service;
  const model = findModel(service, request.model, { kind: 'image' });
  let usage = wire.count(request, model);
  try {
    if (behaviour.usage !== undefined) usage = overrideUsage(usage, behaviour.usage);
  } catch (error) {
    throw invalid(undefined, `sandbox: ${(error as Error).message}`);
  }
  const settle = openCharge(service, { model, usage, answerBytes: 0, responseId: randomId(random) });
  const size = parseSize(request.size) ?? painted;
  const pictures = behaviour.empty === true ? [] : Array.from({ length: request.count }, (_, index) => paint(`${request.prompt} ${index}`, { width: Math.min(size.width, painted.width), height: Math.min(size.height, painted.height) }));
  const answer = wire.plain({ request, pictures, usage, usageShown: behaviour.usageMissing !== true });
  return deliverPlain({ call, status: 200, headers: dialect.headers(requestId), body: answer, behaviour, settle, ...(wire.binaryType === undefined ? {} : { contentType: wire.binaryType, encoding: 'latin1' as const }) });
}
