// Clarifai's status codes: https://docs.clarifai.com/resources/api-overview/status-codes
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { arrayAt, isObject, objectAt, textAt, type JsonObject, type VendorError } from '../../toolkit/index.js';

const classes: ReadonlyMap<number, ErrorClass> = new Map([
  [10_030, ErrorClass.OVERLOADED],
  [11_000, ErrorClass.QUOTA],
  [11_001, ErrorClass.CREDENTIAL],
  [11_002, ErrorClass.CREDENTIAL],
  [11_003, ErrorClass.RATE_LIMITED],
  [11_004, ErrorClass.QUOTA],
  [11_005, ErrorClass.RATE_LIMITED],
  [11_006, ErrorClass.QUOTA],
  [11_007, ErrorClass.CREDENTIAL],
  [11_008, ErrorClass.CREDENTIAL],
  [11_009, ErrorClass.CREDENTIAL],
  [11_200, ErrorClass.CREDENTIAL],
  // Not trained, not there, not deployed.
  [21_102, ErrorClass.MODEL_GONE],
  [21_200, ErrorClass.MODEL_GONE],
  [21_353, ErrorClass.MODEL_GONE],
  [21_201, ErrorClass.CREDENTIAL],
  [21_202, ErrorClass.CALLER],
  [21_203, ErrorClass.CALLER],
  [21_313, ErrorClass.OVERLOADED],
  // On its way up, waiting, or busy.
  [21_351, ErrorClass.OVERLOADED],
  [21_352, ErrorClass.OVERLOADED],
  [21_354, ErrorClass.OVERLOADED],
  [21_355, ErrorClass.OVERLOADED],
]);

/** "Failure" says nothing by itself; why is with the outputs. */
const failure = 10_020;

export function readClarifaiError(body: JsonObject | undefined): VendorError {
  const whole = objectAt(body, 'status');
  const [output] = arrayAt(body, 'outputs');
  const status = whole?.['code'] === failure && isObject(output) ? (objectAt(output, 'status') ?? whole) : whole;
  const code = status?.['code'];
  const words = [textAt(status, 'description'), textAt(status, 'details')].filter((text) => text !== undefined && text !== '').join(': ');
  return { errorClass: typeof code === 'number' ? classOf(code) : undefined, code: typeof code === 'number' ? String(code) : undefined, words };
}

function classOf(code: number): ErrorClass | undefined {
  const known = classes.get(code);
  if (known !== undefined) return known;
  // 111xx: the request itself. 30xxx: a picture that cannot be had or read. 98xxx and 99xxx: their own inside.
  if ((code >= 11_100 && code < 11_200) || (code >= 30_000 && code < 31_000)) return ErrorClass.CALLER;
  return code >= 98_000 && code < 100_000 ? ErrorClass.OVERLOADED : undefined;
}
