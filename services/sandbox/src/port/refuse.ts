// Answers with an error in the vendor's words. Nothing is charged for it.

import type { OutgoingHttpHeaders } from 'node:http';

import { deliverPlain } from '../delivery/deliver-plain.js';
import type { Failure } from '../dialects/failure.js';
import type { Service } from './service.js';

export async function refuse(service: Service, failure: Failure): Promise<void> {
  const { call, dialect, behaviour, requestId } = service;
  // A fault that follows a begun answer can only end it.
  if (call.response.headersSent) {
    call.response.destroy();
    return;
  }
  if (call.closed) return;
  const described = dialect.describe(failure, requestId);
  const headers: OutgoingHttpHeaders = { ...dialect.headers(requestId), ...described.headers };
  if (failure.retryAfter !== undefined) headers['retry-after'] = failure.retryAfter;
  // The rest of an oversized body would be read for nothing.
  if (failure.kind === 'too_large') headers['connection'] = 'close';
  await deliverPlain({ call, status: described.status, headers, body: JSON.stringify(described.body), behaviour, settle: () => {} });
}
