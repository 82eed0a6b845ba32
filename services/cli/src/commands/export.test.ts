// Goal: a file appears under its name only when it is whole, by the ledger's own count and sum.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CsvTotal } from '../csv-total.js';
import { fakeConsole, run, type Reply } from '../testing/fake-console.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-export-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const text = 'attempt_id,note,cost_picousd\r\na,plain,100\r\nb,"two\r\nlines, and a ""quote""",23\r\nc,,\r\n';
const chunk = (part: string) => ({ chunk: Buffer.from(part).toString('base64') });
const control = (over: object = {}) => ({ control: { rows: '3', totalPicousd: '123', unpriced: '1', ...over } });
const inPieces = [chunk(text.slice(0, 40)), chunk(text.slice(40))];

async function exported(reply: Reply, out = join(folder, 'x.csv'), ...words: string[]) {
  const console = await fakeConsole({ 'Ledger/Export': reply });
  try {
    return await run(['export', '--out', out, ...words], { env: { SWITCHYARD_ADDRESS: console.address, SWITCHYARD_API_KEY: 'sy_k' } });
  } finally {
    await console.close();
  }
}

describe('an export', () => {
  it('writes the file and prints rows and control total', async () => {
    const { out, error } = await exported({ lines: [...inPieces, control()] });
    expect(error).toBeUndefined();
    expect(readFileSync(join(folder, 'x.csv'), 'utf8')).toBe(text);
    expect(out).toMatch(/rows +3/);
    expect(out).toContain('123 picodollars');
    expect(readdirSync(folder)).toEqual(['x.csv']);
    const { out: json } = await exported({ lines: [...inPieces, control()] }, join(folder, 'y.csv'), '--json');
    expect(JSON.parse(json)).toMatchObject({ rows: '3', total_picousd: '123', unpriced: '1', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('leaves a file that is there as it is, unless it may replace it', async () => {
    writeFileSync(join(folder, 'x.csv'), 'old');
    const reply = { lines: [...inPieces, control()] };
    expect((await exported(reply)).error?.message).toContain('--force');
    expect(readFileSync(join(folder, 'x.csv'), 'utf8')).toBe('old');
    expect((await exported(reply, join(folder, 'x.csv'), '--force')).error).toBeUndefined();
    expect(readFileSync(join(folder, 'x.csv'), 'utf8')).toBe(text);
  });

  it.each<{ name: string; reply: Reply; says: string }>([
    { name: 'without its control total', reply: { lines: inPieces }, says: 'without its control total' },
    { name: 'that lacks rows', reply: { lines: [inPieces[0], control()] }, says: 'the ledger says 3' },
    { name: 'with another count', reply: { lines: [...inPieces, control({ rows: '4' })] }, says: 'the ledger says 4' },
    { name: 'with another sum', reply: { lines: [...inPieces, control({ totalPicousd: '124' })] }, says: '124' },
    { name: 'that breaks', reply: { lines: [...inPieces, { error: { reason: 'store_unavailable', code: 'UNAVAILABLE', message: 'Postgres went away.' } }] }, says: 'Postgres went away.' },
    { name: 'that is cut on the wire', reply: { lines: inPieces, isCut: true }, says: 'broke off' },
    { name: 'that is refused', reply: { status: 403, json: { error: { reason: 'permission_denied', code: 'PERMISSION_DENIED', message: 'No.' } } }, says: 'No.' },
  ])('$name leaves no file, and the old one as it was', async ({ reply, says }) => {
    writeFileSync(join(folder, 'x.csv'), 'old');
    const { error } = await exported(reply, join(folder, 'x.csv'), '--force');
    expect(error?.message).toContain(says);
    expect(readdirSync(folder)).toEqual(['x.csv']);
    expect(readFileSync(join(folder, 'x.csv'), 'utf8')).toBe('old');
  });

  it('to a folder that is not there is a sentence', async () => {
    const { error } = await exported({ lines: [] }, join(folder, 'none', 'x.csv'));
    expect(error?.message).toContain('name a file in a folder that exists');
  });
});

describe('the count of a CSV', () => {
  it('is right for any text in its cells, however it is cut', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\r', '\n', 'ü', '🚂') });
    const row = fc.record({ note: cell, amount: fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n })) });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), fc.integer({ min: 1, max: 17 }), (rows, size) => {
        const quoted = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
        const bytes = Buffer.from(['note,cost', ...rows.map(({ note, amount }) => `${quoted(note)},${amount ?? ''}`)].map((line) => `${line}\r\n`).join(''));
        const total = new CsvTotal({ column: 'cost' });
        for (let start = 0; start < bytes.length; start += size) total.add(bytes.subarray(start, start + size));
        const known = rows.flatMap(({ amount }) => (amount === null ? [] : [amount]));
        expect(total).toMatchObject({ rows: rows.length, total: known.reduce((sum, amount) => sum + amount, 0n), unknown: rows.length - known.length, isAtLineEnd: true });
      }),
    );
  });
});
