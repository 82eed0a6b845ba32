// Runs the cost ledger as a process of its own.
import { runService } from '@switchyard/common/lifecycle';
import { costLedger } from './service.js';

await runService(costLedger);
