// The limits of money, each with its reason.

// One US dollar in picodollars. 1e-12 USD divides every price that vendors publish per token.
export const picoPerUsd = 1_000_000_000_000n;

// Decimal places that a whole number of picodollars has at most.
export const usdDecimalsMax = 12;

// The longest decimal text we read. int64 picodollars need 21 characters; a vendor's float needs 24.
export const decimalTextLengthMax = 64;

// The largest exponent we read, so that `1e999999999` cannot make us write a billion digits.
export const decimalExponentMax = 64;

// One ledger entry is an int64 of picodollars (about 9.2 million dollars).
export const int64Max = 9_223_372_036_854_775_807n;
export const int64Min = -9_223_372_036_854_775_808n;
