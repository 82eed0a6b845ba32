// make tools: puts what the checkout needs beside npm under .tools, each tool by the first means that works here.
//
//   node scripts/tools/main.mjs [--only NAME]...
import { mkdir } from 'node:fs/promises';
import { findOnPath } from './find-on-path.mjs';
import { installApt } from './install-apt.mjs';
import { installGo } from './install-go.mjs';
import { installWheel } from './install-wheel.mjs';
import { TOOLS_FOLDER } from './places.mjs';
import { TOOLS } from './pins.mjs';

const wanted = readNames(process.argv.slice(2));
const tools = wanted.length === 0 ? TOOLS : TOOLS.filter(({ name }) => wanted.includes(name));
const unknown = wanted.filter((name) => !TOOLS.some((tool) => tool.name === name));
if (unknown.length > 0) {
  console.error(`There is no tool ${unknown.join(', ')}; there are ${TOOLS.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

await mkdir(TOOLS_FOLDER, { recursive: true });
for (const tool of tools) {
  const isThere = await provide(tool);
  if (!isThere && tool.isNeeded) process.exitCode = 1;
}

async function provide(tool) {
  const found = await findOnPath(tool);
  if (found !== undefined) return say(tool, `${found}, nothing to do`);
  const means = [...(tool.wheel ? [installWheel] : []), ...(tool.apt ? [installApt] : []), ...(tool.go ? [installGo] : [])];
  const failures = [];
  for (const install of means) {
    const started = performance.now();
    try {
      const done = await install(tool);
      return say(tool, `${done}, in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    } catch (error) {
      failures.push(error.message);
    }
  }
  const reasons = failures.length > 0 ? ` (${failures.join('; ')})` : '';
  console.error(`${tool.name}: missing${reasons}. It is for this: ${tool.why}. What you can do: ${tool.remedy}.`);
  return false;
}

function say(tool, sentence) {
  console.log(`${tool.name}: ${sentence}`);
  return true;
}

function readNames(args) {
  return args.flatMap((arg, index) => (args[index - 1] === '--only' ? [arg] : arg.startsWith('--only=') ? [arg.slice('--only='.length)] : []));
}
