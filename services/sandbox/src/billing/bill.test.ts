import { describe, expect, it } from '@jest/globals';

import { Bill } from './bill.js';
import type { BillEntry } from './bill.js';
import { noUsage } from './usage.js';

const entry: BillEntry = { attemptId: null, provider: 'openai', model: 'm', usage: noUsage, costPicoUsd: 2n ** 70n, atMs: 0, responseId: 'r', cut: false, cancelled: false };
const read = (bill: Bill): { total_picousd: string; entries: unknown[] } => JSON.parse([...bill.toJson()].join(''));

describe('Bill', () => {
  it('lists a call twice if it came twice, and sums beyond what a float can hold', () => {
    const bill = new Bill();
    for (let call = 0; call < 2; call += 1) {
      expect(bill.reserve()).toBe(true);
      bill.settle(entry);
    }
    expect(read(bill).entries).toHaveLength(2);
    expect(read(bill).total_picousd).toBe((2n ** 71n).toString());
  });

  it('refuses a place rather than forget an entry, and counts the places of calls that still run', () => {
    const bill = new Bill({ entriesMax: 2 });
    expect([bill.reserve(), bill.reserve(), bill.reserve()]).toEqual([true, true, false]);
    bill.settle(undefined);
    expect(bill.reserve()).toBe(true);
    bill.settle(entry);
    bill.settle(entry);
    expect(bill.reserve()).toBe(false);
    bill.clear();
    expect(bill.reserve()).toBe(true);
    expect(read(bill)).toEqual({ total_picousd: '0', entries: [] });
  });
});
