// Sums up what each provider's folder expects of its vendor: providers/expected.json, and the matrix in the README.
//
//   node scripts/matrix.mjs   writes both anew
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './lib/places.mjs';

const folder = path.join(ROOT, 'services/provider-adapter/src/providers');
const [begin, end] = ['<!-- matrix -->', '<!-- /matrix -->'];
/** Columns of the matrix; what every vendor has (words, turns, errors) would only widen it. */
const columns = {
  text: 'chat', streaming: 'stream', tools: 'tools', vision: 'images in', documents: 'documents', audio_input: 'audio in', structured_output: 'schema', reasoning: 'reasoning',
  embeddings: 'embeddings', image_generation: 'images out', image_analysis: 'labels', models: 'model list',
};

const ids = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
const expected = Object.fromEntries(ids.map((id) => [id, JSON.parse(readFileSync(path.join(folder, id, 'expected.json'), 'utf8'))]));
writeFileSync(path.join(folder, 'expected.json'), `${JSON.stringify(expected, undefined, 2)}\n`);

const rows = ids.map((id) => `| \`${id}\` | ${Object.keys(columns).map((cell) => (cell in expected[id].offers ? '✓' : '')).join(' | ')} |`);
const matrix = [`| provider | ${Object.values(columns).join(' | ')} |`, `|---|${Object.keys(columns).map(() => '---|').join('')}`, ...rows].join('\n');
const readme = path.join(ROOT, 'README.md');
const text = readFileSync(readme, 'utf8');
if (!text.includes(begin) || !text.includes(end)) throw new Error(`README.md has no place for the matrix: put ${begin} and ${end} where it belongs.`);
writeFileSync(readme, `${text.slice(0, text.indexOf(begin) + begin.length)}\n${matrix}\n${text.slice(text.indexOf(end))}`);
