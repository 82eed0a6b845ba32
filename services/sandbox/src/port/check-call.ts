// Lets the dialect look at the call as a whole, for vendors whose calls are signed.

import type { Service } from './service.js';

export function checkCall({ dialect, call }: Service, url: URL, body: string): void {
  dialect.checkCall?.({ method: call.request.method ?? 'GET', path: url.pathname, query: url.searchParams, headers: call.request.headers, body });
}
