#!/usr/bin/env node
// The `switchyard-sandbox` command; what it does stands in src/command.
import { run } from '../dist/command/run.js';

await run(process.argv.slice(2));
