// switchyard export: every ledger entry of a period, with a control total that proves the file whole.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { Ledger, type ExportControl } from '@switchyard/proto/ledger/v1/ledger_service';
import { CsvTotal } from '../csv-total.js';
import { exportTimeoutMs, type Session } from '../session.js';
import { usdOfText } from '../show.js';

export interface ExportOptions {
  readonly format: string;
  readonly out: string;
  /** Replace a file of that name. */
  readonly force?: boolean;
  readonly from?: Date;
  readonly to?: Date;
}

/** The file appears under its name only when it is whole and its rows and sum are those that the ledger says. */
export async function exportLedger(session: Session, options: ExportOptions): Promise<void> {
  const { output } = session;
  if (options.force !== true && existsSync(options.out)) throw new Error(`${options.out} is there already and was left as it is; name another file, or replace it with --force.`);
  const partial = `${options.out}.partial`;
  const file = await openForWriting(partial);
  let result: Written;
  try {
    result = await write(session, options, file).finally(() => file.close());
    await rename(partial, options.out);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  const { control, sha256 } = result;
  if (output.isJson) return output.json({ file: options.out, rows: control.rows, total_picousd: control.totalPicousd, unpriced: control.unpriced, sha256 });
  output.pairs([
    ['file', options.out],
    ['rows', String(control.rows)],
    ['control total', `${control.totalPicousd} picodollars = ${usdOfText(control.totalPicousd)} USD`],
    ['unpriced', String(control.unpriced)],
    ['sha256', sha256],
  ]);
}

interface Written {
  readonly control: ExportControl;
  readonly sha256: string;
}

async function write({ manage }: Session, { format, from, to }: ExportOptions, file: FileHandle): Promise<Written> {
  const request = { format, from: from === undefined ? undefined : timestampFromDate(from), to: to === undefined ? undefined : timestampFromDate(to) };
  const digest = createHash('sha256');
  const seen = new CsvTotal({ column: 'cost_picousd' });
  let control: ExportControl | undefined;
  for await (const response of manage(Ledger).export(request, { timeoutMs: exportTimeoutMs })) {
    digest.update(response.chunk);
    seen.add(response.chunk);
    await file.writeFile(response.chunk);
    control = response.control ?? control;
  }
  if (control === undefined) throw new Error('The export ended without its control total; the file is not whole and was removed. Run it again.');
  const isRight = seen.isAtLineEnd && BigInt(seen.rows) === control.rows && seen.total.toString() === control.totalPicousd;
  if (!isRight) {
    throw new Error(`The file has ${seen.rows} rows and ${seen.total} picodollars, the ledger says ${control.rows} and ${control.totalPicousd}; the file was removed. Run it again.`);
  }
  await file.sync();
  return { control, sha256: digest.digest('hex') };
}

async function openForWriting(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'w');
  } catch (error) {
    throw new Error(`${path} cannot be written (${(error as NodeJS.ErrnoException).code}); name a file in a folder that exists.`, { cause: error });
  }
}
