// Serves an embeddings call: always one body, charged for its input alone.

import { deliverPlain } from '../delivery/deliver-plain.js';
import type { EmbedWire } from '../dialects/dialect.js';
import type { JsonObject } from '../http/json.js';
import { answerEmbed } from './answer-embed.js';
import { askBehaviour } from './ask-behaviour.js';
import { openCharge } from './charge.js';
import { findModel } from './find-model.js';
import type { Service } from './service.js';

export async function serveEmbed(service: Service, wire: EmbedWire, body: JsonObject): Promise<void> {
  const { call, dialect, requestId } = service;
  const request = wire.read(body);
  call.model = request.model;
  askBehaviour(service, { model: request.model, lastUserText: request.inputs.at(-1) ?? '' });
  const { behaviour } = service;
  const model = findModel(service, request.model, { kind: 'embedding' });
  const { answer, usage, id } = answerEmbed(service, request, model);
  const settle = openCharge(service, { model, usage, answerBytes: 0, responseId: id });
  return deliverPlain({ call, status: 200, headers: { ...dialect.headers(requestId), ...wire.headers?.(answer) }, body: wire.plain(answer), behaviour, settle });
}
