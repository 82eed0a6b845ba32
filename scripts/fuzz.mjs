// make fuzz: broken answers for every provider's mapping and every parser, a minute each. Arguments go through: --help tells them.
import path from 'node:path';
import { build } from './lib/build.mjs';
import { NODE, ROOT } from './lib/places.mjs';
import { run } from './lib/run.mjs';

const built = await build();
process.exit(built === 0 ? await run(NODE, [path.join(ROOT, 'services/provider-adapter/dist/fuzz/main.js'), ...process.argv.slice(2)]) : built);
