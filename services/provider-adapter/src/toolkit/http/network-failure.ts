// What a broken connection means, told from the codes of Node and undici.
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { VendorFailure } from '../../adapter/vendor-failure.js';
import { privateAddress } from './base-url.js';

const sentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The provider refused the connection.',
  ECONNRESET: 'The provider reset the connection.',
  EPIPE: 'The provider reset the connection.',
  ENOTFOUND: "The provider's address cannot be resolved.",
  EAI_AGAIN: "The provider's address cannot be resolved now.",
  EHOSTUNREACH: 'The provider cannot be reached.',
  ENETUNREACH: 'The provider cannot be reached.',
  ETIMEDOUT: 'The connection to the provider timed out.',
  UND_ERR_SOCKET: 'The provider closed the connection before its answer.',
  CERT_HAS_EXPIRED: "The provider's certificate has expired.",
};

// Before a connection stands, nothing of a request can have left.
const beforeTheConnection: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED']);

// Over HTTP/2 a connection that is closed resets its streams.
const cuts: ReadonlySet<string> = new Set(['UND_ERR_SOCKET', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'ERR_HTTP2_STREAM_ERROR', 'ERR_HTTP2_STREAM_CANCEL']);

/** The transport wanted to repeat a call: the provider refused it, or the connection went. */
export function sentAgain(): VendorFailure {
  return new VendorFailure({ origin: 'network', errorClass: ErrorClass.NETWORK, message: 'The provider refused the call on its connection; it was not sent again.' });
}

export function cutAnswer(cause?: Error): VendorFailure {
  return new VendorFailure({ origin: 'cut', errorClass: ErrorClass.BAD_OUTPUT, message: 'The provider closed the connection in the middle of its answer.' }, cause);
}

/** After the head of an answer came, a closed connection is a cut answer, and a reset one a broken network. */
export function networkFailure(error: Error, { hasHead }: { hasHead: boolean }): VendorFailure {
  const code = codeOf(error);
  if (code === 'SWITCHYARD_PRIVATE_ADDRESS') return new VendorFailure({ origin: 'order', errorClass: ErrorClass.INTERNAL, message: privateAddress }, error);
  if (code === 'UND_ERR_INVALID_ARG') return new VendorFailure({ origin: 'order', errorClass: ErrorClass.INTERNAL, message: 'The request cannot be sent: its key or an option has characters that no header takes.' }, error);
  if (code.startsWith('HPE_')) return new VendorFailure({ origin: 'output', errorClass: ErrorClass.BAD_OUTPUT, message: 'The provider does not speak HTTP as it should.' }, error);
  if (hasHead && cuts.has(code)) return cutAnswer(error);
  const message = sentences[code] ?? (code === '' ? 'The connection to the provider broke.' : `The connection to the provider broke (${code}).`);
  return new VendorFailure({ origin: 'network', errorClass: ErrorClass.NETWORK, message, neverLeft: beforeTheConnection.has(code) }, error);
}

/** fetch wraps the error that has the code, and happy eyeballs gives an AggregateError whose first error says as much as all. */
function codeOf(error: WrappedError): string {
  if (typeof error.code === 'string' && error.code !== '') return error.code;
  const inner = error.errors?.[0] ?? error.cause;
  return typeof inner === 'object' && inner !== null ? codeOf(inner) : '';
}

interface WrappedError {
  readonly code?: unknown;
  readonly errors?: readonly unknown[];
  readonly cause?: unknown;
}
