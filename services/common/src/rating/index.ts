// Price x usage -> cost, the most that a request can cost, and vendors' counts made disjoint. Pure.
export { bound } from './bound.js';
export type { Bounded, BoundRequest, Unbounded } from './bound.js';
export { parentOf, sideOf } from './meters.js';
export type { MeterSide } from './meters.js';
export { dearestReading, mergeUsage, normalizeUsage } from './normalize-usage.js';
export type { NormalizedUsage, RawUsage, UsageDialect } from './normalize-usage.js';
export { meterOfRow } from './price.js';
export type { PriceRow, PriceVersion, RatingContext, Usage } from './price.js';
export { rate } from './rate.js';
export type { Rated, RatedLine, Unpriced, UnpricedReason } from './rate.js';
export { priceVersionOfMessage } from './price-message.js';
