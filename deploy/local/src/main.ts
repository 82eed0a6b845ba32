// make dev: starts everything on this machine, makes one real call and shows what it left.
import { runService } from '@switchyard/common/lifecycle';
import { local } from './local.js';
import { plainLifecycleLogger } from './plain-log.js';

await runService(local, { drainDelayMs: 0, logger: plainLifecycleLogger((text) => void process.stderr.write(text)) });
