// make bench: builds what has changed and measures; deploy/bench/README.md says how to read the figures.
import path from 'node:path';
import { build } from './lib/build.mjs';
import { NODE, ROOT } from './lib/places.mjs';
import { run } from './lib/run.mjs';

const built = await build();
const args = process.argv.slice(2);
// What an attempt costs in the adapter alone, per dialect, needs no other service.
if (built === 0 && args[0] === '--adapters') process.exit(await run(NODE, [path.join(ROOT, 'services/provider-adapter/dist/bench/main.js'), ...args.slice(1)]));
// Separate processes need a real broker.
if (built === 0) await run(NODE, [path.join(ROOT, 'scripts/tools/main.mjs'), '--only', 'nats-server']);
process.exit(built === 0 ? await run(NODE, [path.join(ROOT, 'deploy/bench/dist/main.js'), ...args]) : built);
