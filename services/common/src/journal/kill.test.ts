// Goal: an append that returned is there afterwards, whenever the process is killed.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJournal, type JournalEntry } from './index.js';

const kills = 20;
const child = new URL('./append-forever.js', import.meta.url).pathname;

describe('a journal whose process is killed', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'switchyard-journal-'));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  it(`keeps every entry whose append returned, over ${kills} kills at random moments`, async () => {
    let highest = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      const printed = await runAndKill(directory, 1 + Math.floor(Math.random() * 60));
      expect(printed.length).toBeGreaterThan(0);

      const journal = openJournal({ directory });
      const open = new Set(journal.open().map(({ sequence }) => sequence));
      const facts = new Set(allFacts(journal.undisposed.bind(journal)).map(({ sequence }) => sequence));
      expect(journal.gaps).toEqual([]);
      const last = printed.at(-1)!;
      for (const { word, sequence } of printed) {
        if (word === 'finished') expect(facts.has(sequence)).toBe(true);
        // A start is open, or its end was written after all and the print of it was not.
        else if (sequence === last.sequence) expect(open.has(sequence) || facts.has(sequence + 1)).toBe(true);
        expect(sequence).toBeGreaterThan(highest);
      }
      expect(open.size).toBeLessThanOrEqual(1);
      highest = last.sequence;
      await journal.close();
    }
  }, 60_000);
});

function allFacts(undisposed: (query: { after: number }) => JournalEntry[]): JournalEntry[] {
  const facts: JournalEntry[] = [];
  for (;;) {
    const batch = undisposed({ after: facts.at(-1)?.sequence ?? 0 });
    if (batch.length === 0) return facts;
    facts.push(...batch);
  }
}

// Kills the child `afterMs` after its first line, so that every run was killed while it appended.
async function runAndKill(directory: string, afterMs: number): Promise<{ word: string; sequence: number }[]> {
  const running = spawn(process.execPath, [child, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  running.stdout.setEncoding('utf8');
  running.stdout.on('data', (chunk: string) => {
    if (text === '') setTimeout(() => running.kill('SIGKILL'), afterMs);
    text += chunk;
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => running.once('close', (...end) => resolve(end)));
  expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' });
  const lines = text.slice(0, text.lastIndexOf('\n')).split('\n');
  return lines.map((line) => ({ word: line.split(' ')[0]!, sequence: Number(line.split(' ')[1]) }));
}
