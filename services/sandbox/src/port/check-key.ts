// Any key that is not empty opens the door, unless a control call has marked it.

import { Refusal } from '../dialects/failure.js';
import type { Service } from './service.js';

export function checkKey({ dialect, call, world }: Service): void {
  const key = dialect.readKey(call.request.headers);
  if (key === undefined) {
    if (dialect.keyRequired) throw new Refusal({ kind: 'missing_key' });
    return;
  }
  const mark = world.keys.find(call.provider, key);
  switch (mark?.state) {
    case 'revoked': throw new Refusal({ kind: 'revoked_key', subject: maskKey(key) });
    case 'out_of_quota': throw new Refusal({ kind: 'out_of_quota' });
    case 'rate_limited': throw new Refusal({ kind: 'rate_limited', retryAfter: mark.retryAfter });
    default:
  }
}

/** As OpenAI prints a wrong key: both ends, and stars between. */
function maskKey(key: string): string {
  return key.length <= 8 ? '*'.repeat(key.length) : `${key.slice(0, 4)}****${key.slice(-4)}`;
}
