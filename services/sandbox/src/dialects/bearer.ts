// Reads the token of an Authorization header.

import type { IncomingHttpHeaders } from 'node:http';

/** Undefined if there is none or it is empty. */
export function bearerToken(headers: IncomingHttpHeaders): string | undefined {
  const token = /^bearer\s+(.+)$/i.exec(headers.authorization ?? '')?.[1]?.trim();
  return token === undefined || token === '' ? undefined : token;
}
