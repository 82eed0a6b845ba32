// Runs health-monitor as a process of its own.
import { runService } from '@switchyard/common/lifecycle';
import { healthMonitor } from './service.js';

await runService(healthMonitor);
