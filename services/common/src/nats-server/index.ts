// A nats-server on this machine: for `make dev CLUSTER=1` and for tests, never for production.
export { findNatsServer } from './find-nats-server.js';
export { startNatsServer } from './start-nats-server.js';
export type { NatsServer, NatsServerOptions } from './start-nats-server.js';
