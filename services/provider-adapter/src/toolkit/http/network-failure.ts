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

/** After the head of an answer came, a closed connection is a cut answer, and a reset one a broken network. */
export function networkFailure(error: Error, { hasHead }: { hasHead: boolean }): VendorFailure {
  const code = codeOf(error);
  if (code === 'SWITCHYARD_PRIVATE_ADDRESS') return new VendorFailure({ origin: 'order', errorClass: ErrorClass.INTERNAL, message: privateAddress }, error);
  if (code === 'UND_ERR_INVALID_ARG') return new VendorFailure({ origin: 'order', errorClass: ErrorClass.INTERNAL, message: 'The request cannot be sent: its key or an option has characters that no header takes.' }, error);
  if (code.startsWith('HPE_')) return new VendorFailure({ origin: 'output', errorClass: ErrorClass.BAD_OUTPUT, message: 'The provider does not speak HTTP as it should.' }, error);
  if (hasHead && (code === 'UND_ERR_SOCKET' || code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH')) {
    return new VendorFailure({ origin: 'cut', errorClass: ErrorClass.BAD_OUTPUT, message: 'The provider closed the connection in the middle of its answer.' }, error);
  }
  const message = sentences[code] ?? (code === '' ? 'The connection to the provider broke.' : `The connection to the provider broke (${code}).`);
  return new VendorFailure({ origin: 'network', errorClass: ErrorClass.NETWORK, message }, error);
}

/** Happy eyeballs gives an AggregateError whose first error says as much as all. */
function codeOf(error: Error): string {
  const own = (error as NodeJS.ErrnoException).code;
  if (typeof own === 'string' && own !== '') return own;
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error.cause;
  return inner instanceof Error ? codeOf(inner) : '';
}
