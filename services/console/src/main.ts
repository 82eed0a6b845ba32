// Runs the console as a process of its own.
import { runService } from '@switchyard/common/lifecycle';
import { console } from './service.js';

await runService(console);
