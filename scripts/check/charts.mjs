// The step of make check that renders and validates the charts; it needs what the step before it has compiled.
import path from 'node:path';
import { NODE, ROOT } from '../lib/places.mjs';
import { run } from '../lib/run.mjs';

export async function checkCharts() {
  for (const tool of ['helm', 'kubernetes-schemas']) await run(NODE, [path.join(ROOT, 'scripts/tools/main.mjs'), '--only', tool]);
  return run(NODE, [path.join(ROOT, 'scripts/charts.mjs')]);
}
