// Runs the router as a process of its own.
import { runService } from '@switchyard/common/lifecycle';
import { router } from './service.js';

await runService(router);
