// What tests share: time by hand, ports, a database and a nats-server per suite. Never imported by what ships.
export { fakeClock } from './fake-clock.js';
export type { FakeClock } from './fake-clock.js';
export { freePort } from './free-port.js';
export { testNats } from './test-nats.js';
export type { TestNatsOptions } from './test-nats.js';
export { testPostgres } from './test-postgres.js';
export type { TestPostgres } from './test-postgres.js';
export { registerProcess, testRunFolder } from './test-run.js';
