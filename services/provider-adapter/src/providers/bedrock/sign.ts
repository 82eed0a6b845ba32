// Who calls: a bearer token, or a signature by the AWS SDK's own signer.
//   https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys-use.html
//   https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import type { SignatureV4Init } from '@smithy/signature-v4';
import type { ProviderAccount } from '../../adapter/provider.js';
import { VendorFailure } from '../../adapter/vendor-failure.js';
import type { SignRequest } from '../../adapter/vendor-http.js';
import { bearer } from '../../toolkit/index.js';
import { isAmazons, regionOf } from './endpoint.js';

type Identity = Exclude<SignatureV4Init['credentials'], () => unknown>;
type Credentials = SignatureV4Init['credentials'];
type Account = Pick<ProviderAccount, 'options' | 'secret' | 'remember' | 'baseUrl' | 'allowsPrivate'>;

/** Headers of a key, or the signer of a call. Throws VendorFailure of class CREDENTIAL when there is nothing to call with. */
export function authorisation(account: Account): { headers: Record<string, string>; sign?: SignRequest } {
  if ((account.secret('api_key') ?? '') !== '') return { headers: bearer(account as ProviderAccount) };
  const credentials = credentialsOf(account);
  return { headers: {}, sign: async (request) => signed(request, { credentials, region: regionOf(account.options) }) };
}

function credentialsOf(account: Account): Credentials {
  const [accessKeyId = '', secretAccessKey = '', sessionToken = ''] = ['access_key_id', 'secret_access_key', 'session_token'].map((field) => account.secret(field));
  if (accessKeyId !== '' && secretAccessKey !== '') return { accessKeyId, secretAccessKey, ...(sessionToken === '' ? {} : { sessionToken }) };
  if (account.options['credentials'] === 'chain') {
    if (!account.allowsPrivate && !isAmazons(account.baseUrl)) throw refused('options.credentials: chain signs as the adapter itself, and so only for addresses of AWS; for another one its row needs allow_private.');
    return () => fromChain(account);
  }
  throw refused('Bedrock needs a credential with api_key, or access_key_id and secret_access_key, or options.credentials: chain.');
}

function refused(message: string): VendorFailure {
  return new VendorFailure({ origin: 'order', errorClass: ErrorClass.CREDENTIAL, message });
}

let chain: Promise<() => Promise<Identity>> | undefined;

/** The SDK's chain keeps what it found and renews it by itself; it is loaded when the first call needs it. */
async function fromChain({ remember }: Pick<Account, 'remember'>): Promise<Identity> {
  chain ??= import('@aws-sdk/credential-providers').then(({ fromNodeProviderChain }) => fromNodeProviderChain());
  try {
    const identity = await (await chain)();
    remember(identity.secretAccessKey);
    if (identity.sessionToken !== undefined) remember(identity.sessionToken);
    return identity;
  } catch (error) {
    throw new VendorFailure({ origin: 'order', errorClass: ErrorClass.CREDENTIAL, message: 'The AWS credential chain of the adapter found no credentials.' }, error);
  }
}

async function signed({ method, url, headers, body }: Parameters<SignRequest>[0], { credentials, region }: { credentials: Credentials; region: string }): Promise<Record<string, string>> {
  const { SignatureV4 } = await import('@smithy/signature-v4');
  const signer = new SignatureV4({ service: 'bedrock', region, credentials, sha256: Sha256 });
  const { protocol, hostname, host, pathname, searchParams } = url;
  const request = { method, protocol, hostname, path: pathname, query: Object.fromEntries(searchParams), headers: { ...headers, host }, body };
  return (await signer.sign(request)).headers;
}

/** The sum that the signer asks for, by Node itself. */
class Sha256 {
  readonly #sum: Hash | Hmac;

  constructor(key?: string | ArrayBuffer | ArrayBufferView) {
    this.#sum = key === undefined ? createHash('sha256') : createHmac('sha256', typeof key === 'string' ? key : bytesOf(key));
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#sum.update(typeof data === 'string' ? data : bytesOf(data));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#sum.digest());
  }

  reset(): void {}
}

function bytesOf(data: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data);
}
