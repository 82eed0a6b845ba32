// What the control port can do, one entry per call.

import { readModel } from '../billing/price-list.js';
import { isObject } from '../http/json.js';
import type { World } from '../world.js';
import { readKeyMark } from './read-key-mark.js';

export interface ControlOptions {
  world: World;
  /** Addresses by port name, for /health. */
  addresses(): Record<string, string>;
}

export interface ControlAnswer {
  status: number;
  body?: unknown;
  /** JSON text in pieces, instead of a body. */
  pieces?: Iterable<string>;
}

export interface ControlRoute {
  method: string;
  path: RegExp;
  /** As the list of calls shows it. */
  shown: string;
  /** Throws an Error whose message is for the caller. */
  run(call: { body: unknown; id: string }): ControlAnswer;
}

const done: ControlAnswer = { status: 204 };

export function controlRoutes({ world, addresses }: ControlOptions): ControlRoute[] {
  const route = (shown: string, path: RegExp, run: ControlRoute['run']): ControlRoute => ({ method: shown.split(' ')[0] ?? 'GET', path, shown, run });
  return [
    route('GET /health', /^\/health$/, () => ({ status: 200, body: { status: 'ok', addresses: addresses() } })),
    route('GET /bill', /^\/bill$/, () => ({ status: 200, pieces: world.bill.toJson() })),
    route('DELETE /bill', /^\/bill$/, () => {
      world.bill.clear();
      return done;
    }),
    route('GET /inflight', /^\/inflight$/, () => ({ status: 200, body: world.inflight.toJson(world.now()) })),
    route('GET /control/behaviour', /^\/control\/behaviour$/, () => ({ status: 200, body: { rules: world.rules.list() } })),
    route('POST /control/behaviour', /^\/control\/behaviour$/, ({ body }) => ({ status: 201, body: { id: world.rules.add(body) } })),
    route('DELETE /control/behaviour', /^\/control\/behaviour$/, () => {
      world.rules.clear();
      return done;
    }),
    route('DELETE /control/behaviour/{id}', /^\/control\/behaviour\/([^/]+)$/, ({ id }) =>
      world.rules.remove(id) ? done : { status: 404, body: { error: `there is no rule ${id}` } }),
    route('GET /control/keys', /^\/control\/keys$/, () => ({
      status: 200,
      body: { keys: world.keys.list().map(({ key, provider, state, retryAfter }) => ({ key, provider, state, retry_after: retryAfter })) },
    })),
    route('POST /control/keys', /^\/control\/keys$/, ({ body }) => {
      world.keys.mark(readKeyMark(body));
      return done;
    }),
    route('DELETE /control/keys', /^\/control\/keys$/, () => {
      world.keys.clear();
      return done;
    }),
    route('POST /control/models', /^\/control\/models$/, ({ body }) => {
      world.priceList.add(readModel(body));
      return { status: 201, body: { id: isObject(body) ? body['id'] : undefined } };
    }),
  ];
}
