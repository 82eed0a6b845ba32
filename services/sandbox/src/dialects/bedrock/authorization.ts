// Reads who calls: a bearer token, or the access key of a signature.

import type { IncomingHttpHeaders } from 'node:http';

import { bearerToken } from '../bearer.js';

export interface SignedAs {
  accessKeyId: string;
  date: string;
  region: string;
  service: string;
  signedHeaders: string;
  signature: string;
}

const form = /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

export function readBedrockKey(headers: IncomingHttpHeaders): string | undefined {
  return readSignedAs(headers)?.accessKeyId ?? bearerToken(headers);
}

/** Undefined for a call that is not signed. */
export function readSignedAs({ authorization = '' }: IncomingHttpHeaders): SignedAs | undefined {
  const match = form.exec(authorization);
  if (match === null) return undefined;
  const [, accessKeyId = '', date = '', region = '', service = '', signedHeaders = '', signature = ''] = match;
  return { accessKeyId, date, region, service, signedHeaders, signature };
}
