// Waits until the ledger has taken in what there is, and holds it against the bill.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compare, type Bill, type Comparison } from '../compare/compare.js';
import type { RunFile } from '../cluster/local-cluster.js';
import { exportCsv } from './export-csv.js';

export interface SettleOptions {
  readonly run: () => RunFile;
  /** Entries booked from here on. */
  readonly from: Date;
  readonly waitMs: number;
}

const lookEveryMs = 500;

/** Resolves as soon as bill and ledger agree, or with what they differ in when the time is up. */
export async function settledComparison({ run, from, waitMs }: SettleOptions): Promise<Comparison> {
  const giveUpAtMs = Date.now() + waitMs;
  let previous = '';
  for (;;) {
    const { comparison, csv } = await look(run(), from);
    // Agreement counts only when nothing is on its way any more: two looks in a row see the same.
    if (comparison.faults.length === 0 && csv === previous) return comparison;
    if (Date.now() > giveUpAtMs) return comparison;
    previous = csv;
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}

async function look(run: RunFile, from: Date): Promise<{ comparison: Comparison; csv: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-export-'));
  try {
    const file = join(folder, 'ledger.csv');
    await exportCsv({ run, file, from });
    const bill = (await (await fetch(`${run.sandbox}/bill`)).json()) as Bill;
    const csv = readFileSync(file, 'utf8');
    return { comparison: compare(bill, csv), csv };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
