// Bedrock's errors: https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html
// The type is in a header of an answer and in the frame of a stream; the body has words alone.
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { textAt, type JsonObject, type VendorError } from '../../toolkit/index.js';

const classes: Readonly<Record<string, ErrorClass>> = {
  accessdeniedexception: ErrorClass.CREDENTIAL,
  unrecognizedclientexception: ErrorClass.CREDENTIAL,
  invalidsignatureexception: ErrorClass.CREDENTIAL,
  signaturedoesnotmatch: ErrorClass.CREDENTIAL,
  incompletesignature: ErrorClass.CREDENTIAL,
  missingauthenticationtokenexception: ErrorClass.CREDENTIAL,
  expiredtokenexception: ErrorClass.CREDENTIAL,
  optinrequired: ErrorClass.CREDENTIAL,
  throttlingexception: ErrorClass.RATE_LIMITED,
  servicequotaexceededexception: ErrorClass.QUOTA,
  resourcenotfoundexception: ErrorClass.MODEL_GONE,
  modelnotreadyexception: ErrorClass.OVERLOADED,
  modeltimeoutexception: ErrorClass.OVERLOADED,
  modelerrorexception: ErrorClass.OVERLOADED,
  modelstreamerrorexception: ErrorClass.OVERLOADED,
  internalserverexception: ErrorClass.OVERLOADED,
  internalfailure: ErrorClass.OVERLOADED,
  serviceunavailableexception: ErrorClass.OVERLOADED,
  validationexception: ErrorClass.CALLER,
};

/** Only the words tell these apart. */
const words: readonly (readonly [type: string, RegExp, ErrorClass])[] = [
  ['validationexception', /too long|too many (?:input )?tokens|maximum (?:context|input)|context (?:length|window)|exceeds? the (?:model's )?(?:maximum|context)/i, ErrorClass.CONTEXT_LENGTH],
  ['validationexception', /model identifier is invalid|on-demand throughput isn.t supported|model(?: version)? (?:is|has).*end of (?:its )?life/i, ErrorClass.MODEL_GONE],
  ['throttlingexception', /per day|daily/i, ErrorClass.QUOTA],
];

export function readBedrockError(body: JsonObject | undefined, _status: number, header: (name: string) => string | undefined): VendorError {
  // ValidationException:http://internal.amazon.com/coral/…
  const told = errorOf(header('x-amzn-errortype') ?? textAt(body, '__type')?.split('#').at(-1), body);
  // The commonest type says less than the status that it came with.
  return told.errorClass === ErrorClass.CALLER ? { ...told, errorClass: undefined } : told;
}

export function errorOf(spelled: string | undefined, body: JsonObject | undefined): VendorError {
  const type = spelled?.split(':')[0];
  const message = textAt(body, 'message') ?? textAt(body, 'Message');
  return { errorClass: type === undefined ? undefined : classOf(type.toLowerCase(), message ?? ''), code: type, words: message };
}

function classOf(type: string, message: string): ErrorClass | undefined {
  const found = words.find(([of, pattern]) => of === type && pattern.test(message));
  if (found !== undefined) return found[2];
  return Object.hasOwn(classes, type) ? classes[type] : undefined;
}
