// One failed call of one vendor, sorted by what to do next. Thrown by toolkit and providers, told as data by the domain.
import type { ErrorClass } from '@switchyard/proto/common/v1/attempt';

export type TimerName = 'connect' | 'first_output' | 'idle' | 'total';

/**
 * Where it happened: `vendor` said so itself, a `timer` of ours fired, the `network` broke, the `output` cannot be used,
 * the stream was `cut` before its end marker, the `order` cannot be said in this dialect, or we `stopped` it ourselves.
 */
export type FailureOrigin = 'vendor' | 'timer' | 'network' | 'output' | 'cut' | 'order' | 'stopped';

export interface FailureFields {
  readonly origin: FailureOrigin;
  readonly errorClass: ErrorClass;
  /** A sentence without secrets or prompts. */
  readonly message: string;
  readonly retryAfterMs?: number | undefined;
  readonly timer?: TimerName | undefined;
  readonly vendorCode?: string | undefined;
  /** No byte of the request can have reached the vendor. */
  readonly neverLeft?: boolean | undefined;
}

export class VendorFailure extends Error {
  readonly fields: FailureFields;

  constructor(fields: FailureFields, cause?: unknown) {
    super(fields.message, cause === undefined ? undefined : { cause });
    this.name = 'VendorFailure';
    this.fields = fields;
  }
}
