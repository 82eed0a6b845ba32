// Picodollar arithmetic: 1e-12 USD as bigint, exact text in and out, one rounding rule. Pure.
export { allocate } from './allocate.js';
export { formatUsd, formatUsdFixed } from './format-usd.js';
export { isInt64 } from './int64.js';
export { int64Max, int64Min, picoPerUsd, usdDecimalsMax } from './limits.js';
export { MoneyFormatError, parseUsd, parseUsdHalfEven } from './parse-usd.js';
export { mulDivHalfEven } from './round.js';
