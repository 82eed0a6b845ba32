// Serves a look at pictures: always one body, charged by the picture.

import { look } from '../answers/look.js';
import { randomId } from '../answers/plan-choice.js';
import { noUsage } from '../billing/usage.js';
import { deliverPlain } from '../delivery/deliver-plain.js';
import type { AnalyzeWire } from '../dialects/dialect.js';
import type { JsonObject } from '../http/json.js';
import { askBehaviour } from './ask-behaviour.js';
import { openCharge } from './charge.js';
import { findModel } from './find-model.js';
import type { Service } from './service.js';

export async function serveAnalyze(service: Service, wire: AnalyzeWire, body: JsonObject): Promise<void> {
  const { call, dialect, requestId, random } = service;
  const request = wire.read(body);
  call.model = request.model;
  // A picture has no place for a directive: only headers and rules reach this call.
  askBehaviour(service, { model: request.model, lastUserText: '' });
  const model = findModel(service, request.model, { kind: 'analysis' });
  const usage = { ...noUsage, images: request.pictures.length };
  const settle = openCharge(service, { model, usage, answerBytes: 0, responseId: randomId(random) });
  const seen = service.behaviour.empty === true ? [] : request.pictures.map((picture) => look(picture, request.labelsMax));
  return deliverPlain({ call, status: 200, headers: dialect.headers(requestId), body: wire.plain({ request, seen, requestId }), behaviour: service.behaviour, settle });
}
