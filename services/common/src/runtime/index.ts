// Runtime: what every service opens the same way.
export { followRevision, type Following, type FollowOptions } from './follow-revision.js';
export { factPublisher, type FactPublisher } from './publish-fact.js';
export { Held, type HeldFrame, type HeldOptions } from './held.js';
export { startRuntime, type Runtime } from './runtime.js';
export { readAddress, readRuntimeConfig, type RuntimeConfig } from './runtime-config.js';
export { doorCertificate, readDoor, type DoorConfig } from './door-config.js';
export { SnapshotWatch, type SnapshotWatchOptions } from './snapshot-watch.js';
