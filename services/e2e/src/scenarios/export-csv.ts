// The ledger's export by the command that finance uses.
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { RunFile } from '../cluster/local-cluster.js';

const command = resolve(fileURLToPath(new URL('../../../cli/bin/switchyard.js', import.meta.url)));

/** Rejects with what the command said. */
export async function exportCsv({ run, file, from }: { run: RunFile; file: string; from: Date }): Promise<void> {
  await promisify(execFile)(process.execPath, [command, 'export', '--format', 'csv', '--out', file, '--from', from.toISOString()], {
    env: { PATH: process.env['PATH'] ?? '', SWITCHYARD_ADDRESS: run.console, SWITCHYARD_API_KEY: run.adminKey },
  });
}
