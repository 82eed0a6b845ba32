// Starts the ports of a sandbox and its control port, and stops them again.

import { BatchBook } from './batches/batch-book.js';
import { systemTimer } from './batches/timer.js';
import { Bill } from './billing/bill.js';
import { loadPriceList } from './billing/price-list.js';
import { Rules } from './behaviour/rules.js';
import { Inflight } from './calls/inflight.js';
import { createControl } from './control/server.js';
import { dialectNames, findDialect } from './dialects/index.js';
import { listen } from './http/listen.js';
import type { Listener } from './http/listen.js';
import { KeyBook } from './keys/key-book.js';
import { createPort } from './port/port.js';
import type { World } from './world.js';

export interface PortOptions {
  /** The name in the bill; two ports may speak one dialect under two names. */
  name: string;
  /** A name of dialects/index.ts, for instance openai, or one of openai's flavours such as mistral. */
  dialect: string;
  /** 0 lets the system choose. */
  port: number;
}

export interface SandboxOptions {
  ports: readonly PortOptions[];
  /** 0, the default, lets the system choose. */
  controlPort?: number | undefined;
  /** The same seed gives the same answers. Default 1. */
  seed?: number | undefined;
  /** Default 127.0.0.1. */
  host?: string | undefined;
  /** A price file in place of the package's own. */
  priceFile?: string | undefined;
  /** Milliseconds since the epoch; a test may bring its own clock. */
  now?: (() => number) | undefined;
  /** Default: limits.ts. */
  billEntriesMax?: number | undefined;
}

export interface Sandbox {
  /** Addresses such as http://127.0.0.1:4010 by port name, without /v1. */
  addresses: Record<string, string>;
  /** What callers of each port set as their base URL, for instance http://127.0.0.1:4010/v1. */
  baseUrls: Record<string, string>;
  control: string;
  /** Cuts every open call and frees the ports. */
  close(): Promise<void>;
}

/** Throws a TypeError for an unknown dialect or a name used twice, and the system's error for a port that is taken. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { host = '127.0.0.1', seed = 1, now = Date.now } = options;
  const world: World = {
    seed,
    now,
    bill: new Bill({ entriesMax: options.billEntriesMax }),
    inflight: new Inflight(),
    rules: new Rules(),
    keys: new KeyBook(),
    batches: new BatchBook(systemTimer(now)),
    priceList: loadPriceList(options.priceFile),
  };
  const addresses: Record<string, string> = {};
  const baseUrls: Record<string, string> = {};
  const listeners: Listener[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(listeners.map((listener) => listener.close()));
    world.batches.close();
  };
  try {
    for (const { name, dialect: id, port } of options.ports) {
      const create = findDialect(id);
      if (create === undefined) throw new TypeError(`there is no dialect "${id}"; there are ${dialectNames().join(', ')}`);
      if (Object.hasOwn(addresses, name)) throw new TypeError(`two ports are named "${name}"`);
      const dialect = create({ now });
      const listener = await listen({ host, port, handle: createPort({ name, dialect, world }).handle });
      listeners.push(listener);
      addresses[name] = listener.url;
      baseUrls[name] = `${listener.url}${dialect.basePath}`;
    }
    const control = await listen({ host, port: options.controlPort ?? 0, handle: createControl({ world, addresses: () => addresses }) });
    listeners.push(control);
    return { addresses, baseUrls, control: control.url, close };
  } catch (error) {
    await close();
    throw error;
  }
}
