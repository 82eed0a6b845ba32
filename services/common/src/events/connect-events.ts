// Chooses the bus by its URL: `embedded:<name>` stays in the process, everything else is NATS.
import { EmbeddedBus } from './embedded/embedded-bus.js';
import { embeddedBroker } from './embedded/broker.js';
import { firstConnectWaitMs, publishTimeoutMsDefault } from './limits.js';
import type { NatsConfig } from './nats/connection.js';
import { NatsBus } from './nats/nats-bus.js';
import type { EventBus, EventsLog } from './types.js';

export type EventsConfig = NatsConfig & { readonly publishTimeoutMs?: number; readonly firstConnectWaitMs?: number };

const embeddedScheme = 'embedded:';

// Resolves when connected, or after firstConnectWaitMs without: `connected` tells. What is declared,
// consumed and subscribed meanwhile takes effect when the broker is there.
export async function connectEvents(config: EventsConfig, log?: EventsLog): Promise<EventBus> {
  if (config.url.startsWith(embeddedScheme)) return new EmbeddedBus(embeddedBroker(config.url.slice(embeddedScheme.length)), log);
  const bus = new NatsBus({ ...config, publishTimeoutMs: config.publishTimeoutMs ?? publishTimeoutMsDefault }, log);
  await bus.waitForConnection(config.firstConnectWaitMs ?? firstConnectWaitMs);
  return bus;
}
