// The folder of one jest run. jest's globalSetup makes it, its globalTeardown ends every process named in it and removes
// it (scripts/jest), and the next run does that for a run that was killed.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

export function testRunFolder(): string {
  const folder = process.env['SWITCHYARD_TEST_RUN'];
  if (folder === undefined) throw new Error('SWITCHYARD_TEST_RUN is not set: run the suites with jest and the jest.config.js of this checkout, which sets it');
  return folder;
}

/** Whatever happens to this process, the process `pid` does not outlive the run. Returns how to take the name off again. */
export async function registerProcess(pid: number, program: string): Promise<() => Promise<void>> {
  const folder = path.join(testRunFolder(), 'processes');
  const file = path.join(folder, String(pid));
  await mkdir(folder, { recursive: true });
  await writeFile(file, program);
  return () => rm(file, { force: true });
}
