// Goal: requests that wait for their holds at the same time do not all become probes of one half-open breaker.
import { expect, it } from '@jest/globals';
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { breakerFailuresInRow, breakerOpenMs, breakerProbesMax } from '../../limits.js';
import { catalogOf } from '../../testing/catalog.js';
import { finish, World } from '../../testing/world.js';

const catalog = catalogOf([{ name: 'a', fallbacks: ['b'] }, { name: 'b' }]);
const route = 'a/a/-/a-0';

function halfOpenWorld(): World {
  const world = new World({ script: () => ({ kind: 'answer', ms: 0 }) });
  world.isCovered = true;
  for (let failure = 0; failure < breakerFailuresInRow; failure += 1) {
    const { probe } = world.routes.started(route, world.nowMs);
    world.routes.failed(route, { errorClass: ErrorClass.NETWORK, retryAfterMs: undefined, probe, durationMs: 1, nowMs: world.nowMs });
  }
  world.nowMs += breakerOpenMs;
  return world;
}

it('only as many as may probe do, the others take the next route', async () => {
  const world = halfOpenWorld();
  const runs = Array.from({ length: 10 }, () => finish(world.run(catalog, { model: 'a' })));
  const answers = (await Promise.all(runs)).map(({ answer }) => answer?.model);
  expect(answers.filter((model) => model === 'a')).toHaveLength(breakerProbesMax);
  expect(answers.filter((model) => model === 'b')).toHaveLength(10 - breakerProbesMax);
  expect(world.routes.breakerState(route, world.nowMs)).toBe('closed');
});
