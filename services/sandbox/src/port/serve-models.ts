// Serves the lists: which models there are, and what one of them is. Free of charge.

import { deliverPlain } from '../delivery/deliver-plain.js';
import type { Endpoint } from '../dialects/dialect.js';
import type { JsonObject } from '../http/json.js';
import { askBehaviour } from './ask-behaviour.js';
import { findModel } from './find-model.js';
import type { Service } from './service.js';

export type ListEndpoint = Extract<Endpoint, { kind: 'models' | 'model' | 'static' }>;

export async function serveModels(service: Service, endpoint: ListEndpoint, query: URLSearchParams): Promise<void> {
  const { call, dialect, requestId } = service;
  // No model: rules for a model or for the next n calls mean generations and pass a list by.
  askBehaviour(service, { model: undefined, lastUserText: '' });
  const body = bodyOf(service, endpoint, query);
  await deliverPlain({ call, status: 200, headers: dialect.headers(requestId), body: JSON.stringify(body), behaviour: service.behaviour, settle: () => {} });
}

function bodyOf(service: Service, endpoint: ListEndpoint, query: URLSearchParams): JsonObject {
  switch (endpoint.kind) {
    case 'static': return endpoint.body;
    case 'models': return endpoint.list(service.world.priceList.list(service.dialect.sells ?? service.dialect.id), query);
    case 'model': return endpoint.show(findModel(service, endpoint.name));
  }
}
