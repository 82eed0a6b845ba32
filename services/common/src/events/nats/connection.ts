// The connection to the broker: kept for ever, made again whenever it breaks, never waited for longer
// than asked. A service starts and answers while the broker is away.
import { connect, credsAuthenticator, type ConnectionOptions, type NatsConnection } from '@nats-io/transport-node';
import { pingIntervalMs, pingsOutMax, reconnectWaitMs } from '../limits.js';
import type { EventsLog } from '../types.js';

export type NatsConfig = {
  // One or several, separated by commas: nats://a:4222,nats://b:4222.
  readonly url: string;
  // Shown in the broker's list of connections.
  readonly name?: string;
  // The text of a .creds file (JWT and key).
  readonly credentials?: string;
  readonly user?: string;
  readonly password?: string;
  readonly token?: string;
  // PEM texts. `tls: {}` demands TLS with the system's authorities.
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
};

type ConnectedListener = (connection: NatsConnection) => Promise<void> | void;

export class Connection {
  readonly #log: EventsLog | undefined;
  readonly #listeners = new Set<ConnectedListener>();
  readonly #disconnectListeners = new Set<() => void>();
  readonly #opening: Promise<void>;
  #connection: NatsConnection | undefined;
  #isConnected = false;
  #isClosed = false;

  constructor(config: NatsConfig, log?: EventsLog) {
    this.#log = log;
    this.#opening = this.#open(config);
  }

  // The connection while it stands; undefined before the first one and while it is broken.
  get live(): NatsConnection | undefined {
    return this.#isConnected ? this.#connection : undefined;
  }

  // Calls on every connect and reconnect, the first one included if it is still to come.
  onConnected(listener: ConnectedListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  onDisconnected(listener: () => void): () => void {
    this.#disconnectListeners.add(listener);
    return () => void this.#disconnectListeners.delete(listener);
  }

  // Resolves with the connection as soon as it stands; rejects with the signal's reason.
  whenLive(signal: AbortSignal): Promise<NatsConnection> {
    const live = this.live;
    if (live) return Promise.resolve(live);
    return new Promise((resolve, reject) => {
      const end = (): void => {
        forget();
        signal.removeEventListener('abort', abort);
      };
      const abort = (): void => {
        end();
        reject(signal.reason);
      };
      const forget = this.onConnected((connection) => {
        end();
        resolve(connection);
      });
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort, { once: true });
    });
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#isConnected = false;
    await this.#connection?.close();
    await this.#opening;
  }

  async #open(config: NatsConfig): Promise<void> {
    const options = toConnectionOptions(config);
    while (!this.#isClosed) {
      try {
        this.#connection = await connect(options);
        break;
      } catch (error) {
        this.#log?.warn({ err: error }, 'the event broker cannot be reached; trying again');
        await new Promise<void>((resolve) => setTimeout(resolve, reconnectWaitMs));
      }
    }
    const connection = this.#connection;
    if (!connection) return;
    if (this.#isClosed) return connection.close();
    void this.#follow(connection);
    await this.#announce(connection);
  }

  async #follow(connection: NatsConnection): Promise<void> {
    for await (const status of connection.status()) {
      if (status.type === 'disconnect') {
        this.#isConnected = false;
        this.#log?.warn({}, 'the connection to the event broker is lost; facts wait in the journals');
        for (const listener of Array.from(this.#disconnectListeners)) listener();
      } else if (status.type === 'reconnect') void this.#announce(connection);
      else if (status.type === 'error') this.#log?.error({ err: status.error }, 'the event broker reports an error');
    }
    this.#isConnected = false;
  }

  async #announce(connection: NatsConnection): Promise<void> {
    this.#isConnected = true;
    this.#log?.info({ broker: connection.getServer() }, 'connected to the event broker');
    // A copy: listeners take themselves off, and what they await may add others.
    for (const listener of Array.from(this.#listeners)) {
      try {
        await listener(connection);
      } catch (error) {
        this.#log?.warn({ err: error }, 'what was to be done on connecting to the event broker failed');
      }
    }
  }
}

function toConnectionOptions(config: NatsConfig): ConnectionOptions {
  const { servers, user, password } = addressesOf(config.url);
  return {
    servers,
    name: config.name,
    user: config.user ?? user,
    pass: config.password ?? password,
    token: config.token,
    tls: config.tls,
    authenticator: config.credentials === undefined ? undefined : credsAuthenticator(new TextEncoder().encode(config.credentials)),
    maxReconnectAttempts: -1,
    reconnectTimeWait: reconnectWaitMs,
    pingInterval: pingIntervalMs,
    maxPingOut: pingsOutMax,
    // Credentials may be rotated while we run; the next attempt may succeed.
    ignoreAuthErrorAbort: true,
  };
}

/** A user and password may stand in the addresses; the client takes them apart from them only. */
function addressesOf(url: string): { servers: string[]; user: string | undefined; password: string | undefined } {
  const addresses = url.split(',').map((address) => address.trim());
  const first = addresses.map((address) => (URL.canParse(address) ? new URL(address) : undefined)).find((address) => address !== undefined && address.username !== '');
  return {
    servers: addresses.map((address) => address.replace(/^([a-z]+:\/\/)[^@/]*@/, '$1')),
    user: first === undefined ? undefined : decodeURIComponent(first.username),
    password: first === undefined ? undefined : decodeURIComponent(first.password),
  };
}
