// Runtime: what every service opens the same way.
export { startRuntime, type DoorConfig, type Runtime } from './runtime.js';
export { readAddress, readRuntimeConfig, type RuntimeConfig } from './runtime-config.js';
