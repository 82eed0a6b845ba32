// Goal: idle routes are probed, but for those whose every call is dear.
import { expect, it } from '@jest/globals';
import { routesOfSnapshot } from '@switchyard/common/routes';
import { snapshotOf } from '../testing/catalog.js';
import { dueProbes } from './probe-plan.js';

it.each([
  { name: 'a model of words', capabilities: ['text_generation'], isDue: true },
  { name: 'a model that says nothing of itself', capabilities: [], isDue: true },
  { name: 'a model of vectors', capabilities: ['embedding'], isDue: true },
  { name: 'a model that only paints', capabilities: ['image_generation'], isDue: false },
  { name: 'a model that only looks', capabilities: ['image_analysis'], isDue: false },
])('an idle route of $name is due: $isDue', ({ capabilities, isDue }) => {
  const snapshot = snapshotOf({ models: { p: ['m'] } });
  for (const model of snapshot.models) model.capabilities = capabilities;
  const due = dueProbes(routesOfSnapshot(snapshot), { lastSeenAtMs: () => undefined, lastProbedAtMs: () => undefined, startedAtMs: 0, nowMs: 86_400_000 });
  expect(due).toHaveLength(isDue ? 1 : 0);
});
