// Runs the catalog as a process of its own.
import { runService } from '@switchyard/common/lifecycle';
import { catalog } from './service.js';

await runService(catalog);
