// Goal: the judge of all money tests is itself judged: each kind of difference is found, and agreement is not called a fault.
import { describe, expect, it } from '@jest/globals';
import { compare, type Bill } from './compare.js';
import { readCsv } from './read-csv.js';

const header = 'attempt_id,entry_no,provider,status,cost_picousd';
const csvOf = (...rows: string[]): string => [header, ...rows, ''].join('\n');
const billOf = (...entries: [string | null, string][]): Bill => ({
  total_picousd: entries.reduce((sum, [, cost]) => sum + BigInt(cost), 0n).toString(),
  entries: entries.map(([attempt_id, cost_picousd]) => ({ attempt_id, cost_picousd, provider: 'p', model: 'm' })),
});

describe('compare', () => {
  it.each([
    { name: 'equal sides', bill: billOf(['a', '5']), csv: csvOf('a,1,p,booked,5'), faults: 0, estimated: 0 },
    { name: 'a correction that reaches the bill', bill: billOf(['a', '5']), csv: csvOf('a,1,p,estimated,9', 'a,2,p,correction,-4'), faults: 0, estimated: 0 },
    { name: 'an estimate above the bill', bill: billOf(['a', '5']), csv: csvOf('a,1,p,estimated,9'), faults: 0, estimated: 1 },
    { name: 'an estimate below the bill', bill: billOf(['a', '5']), csv: csvOf('a,1,p,estimated,4'), faults: 1, estimated: 1 },
    { name: 'a refused call that cost nothing', bill: billOf(['a', '5']), csv: csvOf('a,1,p,booked,5', 'b,1,p,booked,0'), faults: 0, estimated: 0 },
    { name: 'a call that only the bill has', bill: billOf(['a', '5'], ['b', '1']), csv: csvOf('a,1,p,booked,5'), faults: 1, estimated: 0 },
    { name: 'a call that only the ledger has', bill: billOf(['a', '5']), csv: csvOf('a,1,p,booked,5', 'b,1,p,booked,1'), faults: 1, estimated: 0 },
    { name: 'another amount', bill: billOf(['a', '5']), csv: csvOf('a,1,p,booked,6'), faults: 1, estimated: 0 },
    { name: 'no amount', bill: billOf(['a', '5']), csv: csvOf('a,1,p,unpriced,'), faults: 1, estimated: 0 },
    { name: 'a call that was sent twice', bill: billOf(['a', '5'], ['a', '5']), csv: csvOf('a,1,p,booked,5'), faults: 1, estimated: 0 },
    { name: 'a call that was booked twice', bill: billOf(['a', '5']), csv: csvOf('a,1,p,booked,5', 'a,2,p,booked,5'), faults: 2, estimated: 0 },
    { name: 'a call without an id', bill: billOf([null, '5']), csv: csvOf(), faults: 1, estimated: 0 },
  ])('finds $name', ({ bill, csv, faults, estimated }) => {
    const comparison = compare(bill, csv);
    expect(comparison.faults).toHaveLength(faults);
    expect(comparison.estimated).toHaveLength(estimated);
  });
});

describe('readCsv', () => {
  it('keeps commas, quotes and line ends inside quotes', () => {
    expect(readCsv('a,b\r\n"x, ""y""\nz",2\r\n')).toEqual([{ a: 'x, "y"\nz', b: '2' }]);
  });
});
