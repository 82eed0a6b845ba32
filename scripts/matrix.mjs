// Sums up what each provider's folder and each preset expect of their vendor: providers/expected.json, the matrix in the
// README, and the list in presets/README.md.
//
//   node scripts/matrix.mjs   writes all of them anew
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './lib/places.mjs';

const folder = path.join(ROOT, 'services/provider-adapter/src/providers');
const [begin, end] = ['<!-- matrix -->', '<!-- /matrix -->'];
/** Columns of the matrix; what every vendor has (words, turns, errors) would only widen it. */
const columns = {
  text: 'chat', streaming: 'stream', tools: 'tools', vision: 'images in', documents: 'documents', audio_input: 'audio in', structured_output: 'schema', reasoning: 'reasoning',
  embeddings: 'embeddings', image_generation: 'images out', image_analysis: 'labels', models: 'model list',
};

// A preset is data alone and imports nothing but types, so it can be read as it stands.
const presets = [];
for (const name of readdirSync(path.join(folder, 'presets')).filter((file) => file.endsWith('.ts') && file !== 'index.ts').sort()) {
  const id = name.slice(0, -'.ts'.length);
  presets.push((await import(pathToFileURL(path.join(folder, 'presets', name)).href))[id]);
}
const byCell = (pages) => Object.fromEntries(Object.entries(pages).flatMap(([page, cells]) => cells.map((cell) => [cell, page])));
const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'presets').map(({ name }) => name).sort();
const expected = Object.fromEntries([
  ...folders.map((id) => [id, JSON.parse(readFileSync(path.join(folder, id, 'expected.json'), 'utf8'))]),
  ...presets.map(({ id, offers, lacks }) => [id, { offers: byCell(offers), lacks: byCell(lacks) }]),
]);
const ids = Object.keys(expected);
writeFileSync(path.join(folder, 'expected.json'), `${JSON.stringify(expected, undefined, 2)}\n`);

const rows = ids.map((id) => `| \`${id}\` | ${Object.keys(columns).map((cell) => (cell in expected[id].offers ? '✓' : '')).join(' | ')} |`);
const matrix = [`| provider | ${Object.values(columns).join(' | ')} |`, `|---|${Object.keys(columns).map(() => '---|').join('')}`, ...rows].join('\n');
writeBetween(path.join(ROOT, 'README.md'), matrix);

const list = presets.map(({ id, displayName, documentation, readOn, baseUrl, keyVariable, notes = [] }) => [
  `### ${displayName}`,
  `\`${baseUrl}\`, from <${documentation}> on ${readOn}.${notes.map((note) => ` ${note}`).join('')}`,
  `\`\`\`yaml\nproviders:\n  - { id: ${id}, type: ${id}, api_key: { env: ${keyVariable} } }\n\`\`\``,
].join('\n\n'));
writeBetween(path.join(folder, 'presets', 'README.md'), list.join('\n\n'));

function writeBetween(file, content) {
  const text = readFileSync(file, 'utf8');
  if (!text.includes(begin) || !text.includes(end)) throw new Error(`${file} has no place for what is generated: put ${begin} and ${end} where it belongs.`);
  writeFileSync(file, `${text.slice(0, text.indexOf(begin) + begin.length)}\n${content}\n${text.slice(text.indexOf(end))}`);
}
