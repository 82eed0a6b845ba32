// What the user asked of the bench, by flags.
import { parseArgs } from 'node:util';
import { targetNames, type TargetName } from './load/targets.js';

export interface BenchOptions {
  readonly isQuick: boolean;
  readonly hasProfile: boolean;
  /** Ascending: after the first that is too much, the rest are left out. */
  readonly rates: readonly number[];
  readonly targets: readonly TargetName[];
}

/** Throws an Error that names the flag and an example. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({ args: [...args], options: { quick: { type: 'boolean', default: false }, 'no-profile': { type: 'boolean', default: false }, rates: { type: 'string' }, targets: { type: 'string' } } });
  const rates = (values.rates ?? (values.quick ? '20' : '50,200,400')).split(',').map(Number);
  if (rates.some((rate) => !Number.isFinite(rate) || rate <= 0)) throw new Error(`--rates ${values.rates}: requests per second, such as 50,200.`);
  const targets = (values.targets ?? targetNames.join(',')).split(',').map((name) => {
    const known = targetNames.find((target) => target === name);
    if (known === undefined) throw new Error(`--targets: there is no ${name}; there are ${targetNames.join(', ')}.`);
    return known;
  });
  return { isQuick: values.quick, hasProfile: !values['no-profile'], rates: rates.toSorted((a, b) => a - b), targets };
}
