#!/usr/bin/env node
// The command in a checkout. Node older than the project wants is replaced by the one that npm brought.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const nodeMajorLeast = 24;
const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const ownNode = fileURLToPath(new URL('../../../node_modules/.bin/node', import.meta.url));

if (!existsSync(main)) {
  console.error('switchyard is not built yet: run "npm run build" in the checkout first.');
  process.exit(1);
}
if (Number.parseInt(process.versions.node, 10) >= nodeMajorLeast || !existsSync(ownNode)) {
  await import(main);
} else {
  const { status } = spawnSync(ownNode, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exit(status ?? 1);
}
