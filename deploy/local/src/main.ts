// make dev: starts everything on this machine, makes one real call and shows what it left.
import { createLogger } from '@switchyard/common/telemetry';
import { runService } from '@switchyard/common/lifecycle';
import { local } from './local.js';

await runService(local, { drainDelayMs: 0, logger: createLogger({ service: 'local', level: 'warn' }) });
