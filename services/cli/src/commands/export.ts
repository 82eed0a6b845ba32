// switchyard export: every ledger entry of a period, with a control total that proves the file whole.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { Ledger, type ExportControl } from '@switchyard/proto/ledger/v1/ledger_service';
import { exportTimeoutMs, type Session } from '../session.js';
import { usdOfText } from '../show.js';

export interface ExportOptions {
  readonly format: string;
  readonly out: string;
  readonly from?: Date;
  readonly to?: Date;
}

/** The file appears under its name only when it is whole. */
export async function exportLedger({ manage, output }: Session, { format, out, from, to }: ExportOptions): Promise<void> {
  const request = { format, from: from === undefined ? undefined : timestampFromDate(from), to: to === undefined ? undefined : timestampFromDate(to) };
  const partial = `${out}.partial`;
  const file = createWriteStream(partial);
  const digest = createHash('sha256');
  let control: ExportControl | undefined;
  try {
    for await (const response of manage(Ledger).export(request, { timeoutMs: exportTimeoutMs })) {
      digest.update(response.chunk);
      if (!file.write(response.chunk)) await once(file, 'drain');
      control = response.control ?? control;
    }
    if (control === undefined) throw new Error('The export ended without its control total; the file is not whole and was removed. Run it again.');
  } catch (error) {
    file.destroy();
    await rm(partial, { force: true });
    throw error;
  }
  file.end();
  await once(file, 'close');
  await rename(partial, out);
  const result = { file: out, rows: control.rows, total_picousd: control.totalPicousd, unpriced: control.unpriced, sha256: digest.digest('hex') };
  if (output.isJson) return output.json(result);
  output.pairs([
    ['file', out],
    ['rows', String(control.rows)],
    ['control total', `${control.totalPicousd} picodollars = ${usdOfText(control.totalPicousd)} USD`],
    ['unpriced', String(control.unpriced)],
    ['sha256', result.sha256],
  ]);
}
