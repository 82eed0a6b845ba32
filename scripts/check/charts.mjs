// The step of make check that renders and validates the charts, where there are charts.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { NODE, ROOT } from '../lib/places.mjs';
import { run } from '../lib/run.mjs';

export async function checkCharts() {
  if (!existsSync(path.join(ROOT, 'charts'))) {
    console.log('there are no charts');
    return 0;
  }
  for (const tool of ['helm', 'kubernetes-schemas']) await run(NODE, [path.join(ROOT, 'scripts/tools/main.mjs'), '--only', tool]);
  return run(NODE, [path.join(ROOT, 'scripts/charts.mjs')]);
}
