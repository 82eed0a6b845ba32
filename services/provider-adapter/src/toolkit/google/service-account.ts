// Tokens for service accounts, by a signed assertion: https://developers.google.com/identity/protocols/oauth2/service-account#httprest
// Ours rather than google-auth-library's, because its transport cannot be guarded and it is loaded with the SDK alone.
import { createPrivateKey, createSign, type KeyObject } from 'node:crypto';
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import type { ProviderAccount } from '../../adapter/provider.js';
import { VendorFailure } from '../../adapter/vendor-failure.js';
import { tokenFetchMs } from '../../limits.js';
import { isObject, parseJson, textAt, type JsonObject } from '../json/json.js';
import { TokenCache, type FreshToken } from '../token-cache.js';

const scope = 'https://www.googleapis.com/auth/cloud-platform';
const assertionSeconds = 3_600;

const tokens = new TokenCache();

/** A token that is good for a while. Rejects with a VendorFailure of class CREDENTIAL or NETWORK. */
export async function tokenOf(keyFile: string, { fetchAt, remember }: Pick<ProviderAccount, 'fetchAt' | 'remember'>, nowMs = Date.now()): Promise<string> {
  return remember(await tokens.of(keyFile, () => fetchToken(keyFile, fetchAt, nowMs), nowMs));
}

/** A token that the vendor refused is fetched anew by the next call. */
export async function forgettingToken<T>(account: Pick<ProviderAccount, 'secret'>, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const keyFile = account.secret('service_account_json') ?? '';
    if (keyFile !== '' && error instanceof VendorFailure && error.fields.errorClass === ErrorClass.CREDENTIAL) tokens.forget(keyFile);
    throw error;
  }
}

async function fetchToken(keyFile: string, fetchAt: ProviderAccount['fetchAt'], nowMs: number): Promise<FreshToken> {
  const account = readKeyFile(keyFile);
  const tokenUri = textAt(account, 'token_uri') ?? 'https://oauth2.googleapis.com/token';
  const body = new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: assertionOf(account, tokenUri, nowMs) });
  const response = await send(tokenUri, fetchAt, body);
  const answer: unknown = parseJson(response.text);
  const token = isObject(answer) ? textAt(answer, 'access_token') : undefined;
  // The answer may repeat the assertion, so none of its words are told.
  if (response.status >= 500) throw failure(ErrorClass.NETWORK, `Google's token endpoint answered ${response.status}.`);
  if (response.status !== 200 || token === undefined || token === '') throw failure(ErrorClass.CREDENTIAL, `Google's token endpoint refused the service account (${response.status}).`);
  const seconds = isObject(answer) && typeof answer['expires_in'] === 'number' ? answer['expires_in'] : assertionSeconds;
  return { token, lifeMs: seconds * 1_000 };
}

async function send(tokenUri: string, fetchAt: ProviderAccount['fetchAt'], body: URLSearchParams): Promise<{ status: number; text: string }> {
  try {
    const response = await fetchAt(tokenUri)(tokenUri, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: body.toString(), signal: AbortSignal.timeout(tokenFetchMs) });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    if (error instanceof VendorFailure) throw error;
    throw failure(ErrorClass.NETWORK, "Google's token endpoint cannot be reached.", error);
  }
}

function readKeyFile(keyFile: string): JsonObject {
  const account = parseJson(keyFile);
  if (isObject(account) && textAt(account, 'client_email') !== undefined && textAt(account, 'private_key') !== undefined) return account;
  throw failure(ErrorClass.CREDENTIAL, 'service_account_json is not the key file of a service account: it lacks client_email or private_key.');
}

/** RFC 7523: a JWT signed with the account's own key. */
function assertionOf(account: JsonObject, audience: string, nowMs: number): string {
  const issuedAt = Math.floor(nowMs / 1_000);
  const keyId = textAt(account, 'private_key_id');
  const claims = { iss: textAt(account, 'client_email'), scope, aud: audience, iat: issuedAt, exp: issuedAt + assertionSeconds };
  const signed = [{ alg: 'RS256', typ: 'JWT', ...(keyId === undefined ? {} : { kid: keyId }) }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKeyOf(account)).toString('base64url')}`;
}

function privateKeyOf(account: JsonObject): KeyObject {
  try {
    return createPrivateKey(textAt(account, 'private_key')!);
  } catch {
    // The cause would carry a piece of the key.
    throw failure(ErrorClass.CREDENTIAL, 'The private_key of service_account_json is no PEM key.');
  }
}

function failure(errorClass: ErrorClass, message: string, cause?: unknown): VendorFailure {
  return new VendorFailure({ origin: 'order', errorClass, message }, cause);
}
