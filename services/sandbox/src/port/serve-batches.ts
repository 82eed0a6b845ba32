// Serves a call of a batch API: read, behave, do, deliver. The behaviour of an order holds for the call alone, so an answer
// that is lost on its way leaves a batch that runs.

import { randomId } from '../answers/plan-choice.js';
import { deliverPlain } from '../delivery/deliver-plain.js';
import type { BatchCall, BatchWire, ReceivedForm } from '../dialects/dialect.js';
import type { JsonObject } from '../http/json.js';
import { requestBytesMax } from '../limits.js';
import { askBehaviour } from './ask-behaviour.js';
import { checkCall } from './check-call.js';
import { findBatchModel } from './find-model.js';
import { prepareItem } from './prepare-item.js';
import { readForm } from './read-form.js';
import { readJson } from './read-json.js';
import type { Service } from './service.js';

export async function serveBatches(service: Service, wire: BatchWire, url: URL): Promise<void> {
  const { call, dialect, requestId } = service;
  const received = await receive(service, wire, url);
  if (received === undefined) return;
  const batchCall = openCall(service, received, url);
  const model = wire.model?.(batchCall);
  if (model !== undefined) call.model = model;
  askBehaviour(service, { model, lastUserText: '' });
  const { body, contentType } = wire.serve(batchCall);
  return deliverPlain({ call, status: 200, headers: dialect.headers(requestId), body, contentType, behaviour: service.behaviour, settle: () => {} });
}

interface Received {
  json: JsonObject;
  form: ReceivedForm;
}

/** Undefined if the caller left while it was writing. */
async function receive(service: Service, { takes }: BatchWire, url: URL): Promise<Received | undefined> {
  if (takes === 'form') {
    const form = await readForm(service);
    return form === undefined ? undefined : { json: {}, form };
  }
  if (takes === 'json') {
    const json = await readJson(service, url, requestBytesMax);
    return json === undefined ? undefined : { json, form: { fields: {} } };
  }
  checkCall(service, url, '');
  return { json: {}, form: { fields: {} } };
}

function openCall(service: Service, { json, form }: Received, url: URL): BatchCall {
  const { world, dialect, call, random } = service;
  const { headers } = call.request;
  const { provider } = call;
  const shelf = world.batches.shelfOf(provider, dialect.readKey(headers) ?? '');
  return {
    shelf, json, form, headers,
    query: url.searchParams,
    address: `http://${headers.host ?? 'sandbox'}`,
    nowMs: world.now(),
    newId: () => randomId(random),
    sells: (model, kind) => findBatchModel(service, model, kind) !== undefined,
    order({ items, ...order }) {
      const seed = random.integer(0, 0xffffffff);
      const works = items.map((item, place) => prepareItem({ world, dialect, provider, headers, seed, place }, item));
      return world.batches.order(shelf, { ...order, items: works, lifetimeMs: service.behaviour.batchExpiresMs ?? order.lifetimeMs });
    },
    forgetBatch: (id) => world.batches.forgetBatch(shelf, id),
    store: (file) => world.batches.store(shelf, file),
    forgetFile: (id) => world.batches.forgetFile(shelf, id),
  };
}
