// The wish to keep a prompt in its provider's cache, as Anthropic's dialect writes it and several frameworks do in OpenAI's.
import { create } from '@bufbuild/protobuf';
import { CacheHintSchema, type CacheHint } from '@switchyard/proto/common/v1/chat';
import { checkKnown, isNothing } from './fields.js';
import { fault, object, text } from './read.js';

/** undefined for none. Throws with the field's path. */
export function cacheHintOf(value: unknown, path: string): CacheHint | undefined {
  if (isNothing(value)) return undefined;
  const control = object(value, path);
  checkKnown(control, new Set(['type', 'ttl']), path);
  if (control['type'] !== 'ephemeral') throw fault(`${path}.type`, `"${String(control['type'])}" is not known`, 'Use ephemeral.');
  const ttl = text(control, 'ttl', path);
  if (!['', '5m', '1h'].includes(ttl)) throw fault(`${path}.ttl`, `"${ttl}" is not known`, 'Use 5m or 1h.');
  return create(CacheHintSchema, { ttl });
}
