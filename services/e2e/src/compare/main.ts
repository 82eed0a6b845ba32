// node services/e2e/dist/compare/main.js --bill http://…/bill --csv FILE: exits 1 when bill and ledger differ.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { compare, type Bill } from './compare.js';

const { values } = parseArgs({ options: { bill: { type: 'string' }, csv: { type: 'string' }, help: { type: 'boolean' } } });
if (values.help === true || values.bill === undefined || values.csv === undefined) {
  process.stdout.write('compare --bill URL --csv FILE\nHolds the sandbox\'s bill (GET /bill) against a CSV export of the ledger.\n');
  process.exit(values.help === true ? 0 : 2);
}
const bill = (await (await fetch(values.bill)).json()) as Bill;
const comparison = compare(bill, readFileSync(values.csv, 'utf8'));
process.stdout.write(`matched    ${comparison.matched}\nestimated  ${comparison.estimated.length}\nbill       ${comparison.billPicoUsd}\nledger     ${comparison.ledgerPicoUsd}\nfaults     ${comparison.faults.length}\n`);
for (const fault of comparison.faults.slice(0, 50)) process.stdout.write(`  ${fault}\n`);
process.exit(comparison.faults.length === 0 && comparison.matched > 0 ? 0 : 1);
