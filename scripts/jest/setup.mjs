// jest's globalSetup: opens the folder of this run and tells the workers where it is.
import { beginRun } from './test-run.mjs';

export default async function setup() {
  process.env.SWITCHYARD_TEST_RUN = await beginRun();
}
