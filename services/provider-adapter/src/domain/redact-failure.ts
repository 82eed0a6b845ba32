// A vendor's words about what went wrong, without what was said to it in confidence: sentences repeat keys, and codes do too.
import { VendorFailure } from '../adapter/vendor-failure.js';

export function redactFailure({ fields, cause }: VendorFailure, redact: (text: string) => string): VendorFailure {
  return new VendorFailure({ ...fields, message: redact(fields.message), vendorCode: fields.vendorCode === undefined ? undefined : redact(fields.vendorCode) }, cause);
}
