// Runs provider-adapter as a process of its own.
import { runService } from '@switchyard/common/lifecycle';
import { providerAdapter } from './service.js';

await runService(providerAdapter);
