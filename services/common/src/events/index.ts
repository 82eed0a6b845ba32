// Facts that last and hints that need not arrive, over one of two buses: NATS, or one inside the process.
export { fromCloudEventHeaders, protobufContentType, toCloudEventHeaders } from './cloud-event.js';
export type { CloudEventAttributes } from './cloud-event.js';
export { connectEvents } from './connect-events.js';
export type { EventsConfig } from './connect-events.js';
export { EventPublishError } from './errors.js';
export { usageShards } from './limits.js';
export { declareStreams } from './streams.js';
export type { StreamOptions } from './streams.js';
export { matchesSubject, subjects, usageShardOf } from './subjects.js';
export { fromBeginning } from './types.js';
export type {
  BatchHandler,
  ConsumeOptions,
  Consumer,
  Delivery,
  EventBus,
  EventHeaders,
  EventMessage,
  EventsLog,
  StreamDeclaration,
  StreamPosition,
  Subscription,
} from './types.js';
