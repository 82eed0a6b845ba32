// Verifies a signature as AWS does: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
//
// Written from that page and Node's own sums, so that a signature that passes here was made by the rules and not by our code.

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

import type { CheckedCall } from '../dialect.js';
import { Refusal } from '../failure.js';
import { readSignedAs } from './authorization.js';

/** Every access key has this secret: a sandbox has no list of keys, and a signature needs one. */
const secret = 'sandbox';
/** AWS lets clocks differ by five minutes. */
const skewMsMax = 5 * 60_000;

/** Throws a Refusal for a signature that does not fit; calls with a bearer token pass. */
export function verifySignature({ method, path, query, headers, body }: CheckedCall, nowMs: number): void {
  const signed = readSignedAs(headers);
  if (signed === undefined) return;
  const time = String(headers['x-amz-date'] ?? '');
  const timeMs = Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (!(Math.abs(timeMs - nowMs) <= skewMsMax) || !time.startsWith(signed.date)) throw refusal(`Signature expired: ${time} is not within five minutes of now.`);
  if (signed.service !== 'bedrock') throw refusal(`Credential should be scoped to correct service: 'bedrock'.`);
  const names = signed.signedHeaders.split(';');
  if (!names.includes('host') || !names.includes('x-amz-date')) throw refusal("'Host' and 'X-Amz-Date' must be signed headers.");
  const canonical = [
    method,
    path.split('/').map(escape).join('/'),
    [...query].map(([name, value]) => `${escape(name)}=${escape(value)}`).sort().join('&'),
    ...names.map((name) => `${name}:${String(headers[name] ?? '').trim().replace(/ +/g, ' ')}`),
    '',
    signed.signedHeaders,
    sum(body),
  ].join('\n');
  const scope = `${signed.date}/${signed.region}/${signed.service}/aws4_request`;
  const key = [signed.date, signed.region, signed.service, 'aws4_request'].reduce((made: Buffer | string, part) => hmac(made, part), `AWS4${secret}`);
  const expected = hmac(key, ['AWS4-HMAC-SHA256', time, scope, sum(canonical)].join('\n'));
  if (!timingSafeEqual(expected, Buffer.from(signed.signature, 'hex'))) {
    throw refusal('The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.');
  }
}

function refusal(message: string): Refusal {
  return new Refusal({ kind: 'status', status: 403, code: 'InvalidSignatureException', message });
}

/** The path came escaped, and is escaped once more; RFC 3986 leaves fewer characters alone than encodeURIComponent. */
function escape(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sum(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
