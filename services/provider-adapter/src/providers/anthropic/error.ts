// Anthropic's errors, in bodies and in streams alike: https://docs.claude.com/en/api/errors
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { objectAt, textAt, type JsonObject, type VendorError } from '../../toolkit/index.js';

const classes: Readonly<Record<string, ErrorClass>> = {
  invalid_request_error: ErrorClass.CALLER,
  authentication_error: ErrorClass.CREDENTIAL,
  permission_error: ErrorClass.CREDENTIAL,
  billing_error: ErrorClass.QUOTA,
  not_found_error: ErrorClass.MODEL_GONE,
  request_too_large: ErrorClass.CALLER,
  rate_limit_error: ErrorClass.RATE_LIMITED,
  timeout_error: ErrorClass.OVERLOADED,
  api_error: ErrorClass.OVERLOADED,
  overloaded_error: ErrorClass.OVERLOADED,
};

// What the broad type hides: an account that may not spend is told like a hurry that passes. The codes are those of the
// vendor's own types: https://github.com/anthropics/anthropic-sdk-typescript/blob/sdk-v1.11.0/src/resources/shared.ts
const codes: Readonly<Record<string, ErrorClass>> = {
  contract_spend_limit_reached: ErrorClass.QUOTA,
  enforced_spend_limit_reached: ErrorClass.QUOTA,
  linked_organization_spend_limit_reached: ErrorClass.QUOTA,
  linked_organization_billing_unavailable: ErrorClass.QUOTA,
  organization_on_hold: ErrorClass.CREDENTIAL,
};

// All three come as invalid_request_error, so only the words tell them apart.
const words: readonly (readonly [RegExp, ErrorClass])[] = [
  [/prompt is too long|exceeds? (?:the )?context|input length and `max_tokens` exceed/i, ErrorClass.CONTEXT_LENGTH],
  [/credit balance is too low|usage limits/i, ErrorClass.QUOTA],
  [/content filtering policy/i, ErrorClass.CONTENT_FILTER],
];

/** `status` is undefined inside a stream. */
export function readAnthropicError(body: JsonObject | undefined, status?: number): VendorError {
  const error = objectAt(body, 'error');
  const type = textAt(error, 'type');
  const message = textAt(error, 'message');
  const code = textAt(objectAt(error, 'details'), 'error_code');
  const known = code !== undefined && Object.hasOwn(codes, code) ? codes[code] : undefined;
  return { errorClass: known ?? classOf(type, { message: message ?? '', status }), code: type, words: message };
}

function classOf(type: string | undefined, { message, status }: { message: string; status: number | undefined }): ErrorClass | undefined {
  if (type === 'invalid_request_error') {
    const found = words.find(([pattern]) => pattern.test(message));
    if (found !== undefined) return found[1];
    // The commonest type says less than the status that it came with.
    if (status !== undefined) return undefined;
  }
  return type !== undefined && Object.hasOwn(classes, type) ? classes[type] : undefined;
}
