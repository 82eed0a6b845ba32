// Regenerates proto/gen from the contracts, after linting them, and the matrix of providers from their folders.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const bin = path.join(root, 'node_modules', '.bin');
const environment = { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}` };

for (const step of [['lint'], ['generate']]) {
  execFileSync(path.join(bin, 'buf'), step, { cwd: path.join(root, 'proto'), env: environment, stdio: 'inherit' });
}
await import('./matrix.mjs');
