// Appends to the journal in the directory of its first argument until it is killed, and prints each
// sequence after its append returned. Run as a child process by the kill test.
import { writeSync } from 'node:fs';
import { openJournal } from './journal.js';

const journal = openJournal({ directory: process.argv[2]!, segmentBytes: 64 * 1024 });
for (const entry of journal.open()) journal.append({ kind: 'unknown', id: `${entry.id}/unknown`, payload: entry.payload, releases: entry.sequence });

for (let round = 0; ; round += 1) {
  const payload = Buffer.alloc(round % 2_000, round % 256);
  const { sequence } = journal.append({ kind: 'started', id: `attempt-${process.pid}-${round}`, payload, reserveBytes: 100 });
  writeSync(1, `started ${sequence}\n`);
  const end = journal.append({ kind: 'finished', id: `fact-${process.pid}-${round}`, payload, releases: sequence });
  writeSync(1, `finished ${end.sequence}\n`);
}
