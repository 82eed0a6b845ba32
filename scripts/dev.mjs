// make dev: builds what has changed and starts the local runner, which prints all the rest.
import path from 'node:path';
import { build } from './lib/build.mjs';
import { NODE, ROOT } from './lib/places.mjs';
import { run } from './lib/run.mjs';

const built = await build();
// Separate processes need a real broker; one process brings its own.
if (built === 0 && !['', '0', 'false', 'no', 'off'].includes(process.env.CLUSTER ?? '')) await run(NODE, [path.join(ROOT, 'scripts/tools/main.mjs'), '--only', 'nats-server']);
process.exit(built === 0 ? await run(NODE, [path.join(ROOT, 'deploy/local/dist/main.js'), ...process.argv.slice(2)]) : built);
