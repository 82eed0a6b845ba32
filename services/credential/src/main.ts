// Runs the credential service as a process of its own.
import { runService } from '@switchyard/common/lifecycle';
import { credential } from './service.js';

await runService(credential);
