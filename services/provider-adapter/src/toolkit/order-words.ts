// What a dialect cannot say: refused by name where the answer would be another, dropped with a warning where it would not.
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { VendorFailure } from '../adapter/vendor-failure.js';

/** The order cannot be made of this provider; nothing is sent. */
export function cannotSay(field: string, why: string): VendorFailure {
  return new VendorFailure({ origin: 'order', errorClass: ErrorClass.CALLER, message: `${field}: ${why}` });
}

/** The sentence for a knob that the vendor does not have. */
export function dropped(parameter: string, why: string): string {
  return `${parameter} was left out: ${why}.`;
}
