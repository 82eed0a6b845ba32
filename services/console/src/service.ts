// The console, whole: it owns nothing and shows everything.
import type { ServiceDefinition } from '@switchyard/common/lifecycle';
import { startRuntime } from '@switchyard/common/runtime';
import { connectPeers } from './clients/peers.js';
import { loadConfig, type ConsoleConfig } from './config.js';
import { serveConsole } from './server.js';

export const console: ServiceDefinition<ConsoleConfig> = {
  name: 'console',
  loadConfig,
  async start(config, life) {
    const runtime = await startRuntime(config.runtime, life);
    const keyRing = await runtime.watchKeys();
    await life.use('http door', serveConsole({ peers: connectPeers(runtime, config), keyRing, door: config.httpDoor, logger: runtime.logger }));
  },
};
