// make clean: removes what was built and what make dev has kept. Packages and tools stay; git clean -fdx takes those.
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { LOCAL_DATA, listWorkspaces } from './lib/places.mjs';

const running = await runningProcess();
if (running !== undefined) {
  console.error(`make dev is running here (process ${running}); stop it first.`);
  process.exit(1);
}

for (const workspace of await listWorkspaces()) await remove(path.join(workspace, 'dist'));
// Under root the data of Postgres may lie outside of the checkout; a file in its folder says where.
const kept = await readdir(LOCAL_DATA, { recursive: true }).catch(() => []);
for (const file of kept.filter((name) => path.basename(name) === 'elsewhere')) {
  await remove((await readFile(path.join(LOCAL_DATA, file), 'utf8')).trim());
}
await remove(LOCAL_DATA);

async function runningProcess() {
  const text = await readFile(path.join(LOCAL_DATA, 'run.json'), 'utf8').catch(() => '{}');
  return Object.values(JSON.parse(text).pids ?? {}).find((pid) => {
    try {
      return process.kill(pid, 0);
    } catch (error) {
      return error.code === 'EPERM';
    }
  });
}

function remove(folder) {
  return rm(folder, { recursive: true, force: true });
}
