// jest's globalTeardown: ends what the suites of this run have started.
import { endRun } from './test-run.mjs';

export default async function teardown() {
  if (process.env.SWITCHYARD_TEST_RUN !== undefined) await endRun(process.env.SWITCHYARD_TEST_RUN);
}
