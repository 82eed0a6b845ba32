// Serves an embeddings call: always one body, charged for its input alone.

import { embedText } from '../answers/embed.js';
import { randomId } from '../answers/plan-choice.js';
import { overrideUsage } from '../behaviour/usage-override.js';
import { noUsage, totalInput } from '../billing/usage.js';
import { deliverPlain } from '../delivery/deliver-plain.js';
import type { EmbedWire } from '../dialects/dialect.js';
import { Refusal, invalid } from '../dialects/failure.js';
import type { JsonObject } from '../http/json.js';
import { countTokens } from '../text/tokens.js';
import { askBehaviour } from './ask-behaviour.js';
import { openCharge } from './charge.js';
import { findModel } from './find-model.js';
import type { Service } from './service.js';

export async function serveEmbed(service: Service, wire: EmbedWire, body: JsonObject): Promise<void> {
  const { call, dialect, requestId, random } = service;
  const request = wire.read(body);
  call.model = request.model;
  askBehaviour(service, { model: request.model, lastUserText: request.inputs.at(-1) ?? '' });
  const { behaviour } = service;
  const model = findModel(service, request.model, 'embedding');
  if (request.inputs.some((input) => countTokens(input) > model.contextWindow)) {
    throw new Refusal({ kind: 'context_too_long', subject: String(model.contextWindow) });
  }
  const dimensions = request.dimensions ?? model.dimensions;
  if (dimensions > model.dimensions) throw invalid('dimensions', `'dimensions' must be at most ${model.dimensions}.`);

  let usage = { ...noUsage, uncachedInput: request.inputTokens };
  try {
    if (behaviour.usage !== undefined) usage = overrideUsage(usage, behaviour.usage);
  } catch (error) {
    throw invalid(undefined, `sandbox: ${(error as Error).message}`);
  }
  const settle = openCharge(service, { model, usage, answerBytes: 0, responseId: randomId(random) });
  const answer = {
    model: behaviour.answerModel ?? request.model,
    vectors: behaviour.empty === true ? [] : request.inputs.map((input) => embedText(input, dimensions)),
    base64: request.base64,
    inputTokens: totalInput(usage),
    usageShown: behaviour.usageMissing !== true,
  };
  return deliverPlain({ call, status: 200, headers: { ...dialect.headers(requestId), ...wire.headers?.(answer) }, body: wire.plain(answer), behaviour, settle });
}
