// What a vendor says that it charged, read from the source text of the JSON: no float touches money.
import { MoneyFormatError, parseUsdHalfEven } from '@switchyard/common/money';

interface ReviverContext {
  readonly source?: string;
}

/** Picodollars of the number named `field` in the last object that also has a count named `beside`; undefined when it says nothing. */
export function statedCharge(text: string, { field, beside }: { field: string; beside: string }): bigint | undefined {
  // Most answers have no such field, and reading them twice would be waste.
  if (!text.includes(`"${field}"`)) return undefined;
  let stated: string | undefined;
  JSON.parse(text, function (this: Record<string, unknown>, key: string, value: unknown, context?: ReviverContext) {
    if (key === field && typeof value === 'number' && Object.hasOwn(this, beside)) stated = context?.source;
    return value;
  } as (this: unknown, key: string, value: unknown) => unknown);
  return stated === undefined ? undefined : amountOf(stated);
}

/** A number that is no amount of money, or less than none, says nothing of what was charged; the answer is good all the same. */
function amountOf(stated: string): bigint | undefined {
  try {
    const amount = parseUsdHalfEven(stated);
    return amount < 0n ? undefined : amount;
  } catch (error) {
    if (error instanceof MoneyFormatError) return undefined;
    throw error;
  }
}
