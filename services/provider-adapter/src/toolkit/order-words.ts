// What a dialect cannot say: refused by name where the answer would be another, dropped with a warning where it would not.
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { VendorFailure } from '../adapter/vendor-failure.js';

/** The order cannot be made of this provider; nothing is sent. The field is a parameter's name alone, which callers of every door recognise, or a path into messages. */
export function cannotSay(field: string, why: string): VendorFailure {
  return new VendorFailure({ origin: 'order', errorClass: ErrorClass.CALLER, message: `${field}: ${why}` });
}

/** The sentence for a knob that the vendor does not have. */
export function dropped(parameter: string, why: string): string {
  return `${parameter} was left out: ${why}.`;
}
