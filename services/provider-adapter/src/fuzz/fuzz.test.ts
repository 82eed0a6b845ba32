// Goal: the fuzz targets stay alive. They run for a minute each by make fuzz; here for long enough to be worth their name.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { startMaterial } from './start-material.js';
import { fuzzTargets } from './targets.js';

const material = await startMaterial();
const targets = await fuzzTargets(material);

it('every provider of the index was recorded, with a body and a status each time', () => {
  expect(material.answers.length).toBeGreaterThan(20);
  expect(material.batches.flatMap(({ answers }) => answers).length).toBeGreaterThan(5);
  for (const { status, body } of [...material.answers, ...material.batches.flatMap(({ answers }) => answers)]) {
    expect(status).toBeGreaterThanOrEqual(200);
    expect(body.length).toBeGreaterThan(0);
  }
});

describe('whatever comes', () => {
  it.each(targets)('$name: nothing breaks', async ({ property }) => {
    await fc.assert(property as fc.IAsyncProperty<unknown>, { numRuns: 400 });
  });
});
