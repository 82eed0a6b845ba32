// A stand-in for the providers: speaks their wire protocols, misbehaves on request, keeps an exact bill.

export { startSandbox } from './start-sandbox.js';
export type { PortOptions, Sandbox, SandboxOptions } from './start-sandbox.js';
