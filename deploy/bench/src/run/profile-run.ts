// Where the CPU goes: the same load once more with V8's sampler on, in a run of its own, since the sampler costs time itself.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { topFunctions, type CpuProfile, type ProfileLine } from '../cpu/profile.js';
import { startGenerator } from '../load/generator-process.js';
import type { TargetName } from '../load/targets.js';
import { startRun } from './start-run.js';

export interface ProfileOptions {
  readonly target: TargetName;
  readonly requestsPerSecond: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
  /** Names of processes. */
  readonly of: readonly string[];
  readonly count: number;
}

export async function profileRun({ target, requestsPerSecond, warmUpMs, measureMs, of, count }: ProfileOptions): Promise<ReadonlyMap<string, ProfileLine[]>> {
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-profile-'));
  try {
    const run = await startRun({ isSingle: false, profilesTo: folder });
    const generator = startGenerator();
    let fromUs = 0;
    let toUs = 0;
    try {
      const order = { target, requestsPerSecond, doors: run.doors };
      await generator.run({ ...order, durationMs: warmUpMs });
      fromUs = nowUs();
      await generator.run({ ...order, durationMs: measureMs });
      toUs = nowUs();
    } finally {
      await generator.close();
      await run.stop();
    }
    const files = await readdir(folder);
    const lines = new Map<string, ProfileLine[]>();
    for (const name of of) {
      // CPU.<date>.<time>.<pid>.<thread>.<number>.cpuprofile; thread 0 is the main one.
      const file = files.find((candidate) => candidate.split('.')[3] === String(run.pids[name]) && candidate.split('.')[4] === '0');
      if (file === undefined) throw new Error(`${name} left no CPU profile.`);
      const profile = JSON.parse(await readFile(join(folder, file), 'utf8')) as CpuProfile;
      lines.set(name, topFunctions(profile, { count, fromUs, toUs }));
    }
    return lines;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The clock of the profile. */
function nowUs(): number {
  return Number(process.hrtime.bigint() / 1000n);
}
