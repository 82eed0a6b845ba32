// Prompt caching: https://docs.claude.com/en/docs/build-with-claude/prompt-caching
//
// Everything up to the last block that carries `cache_control` is the prefix. It
// is written the first time and read afterwards, until it was not used for its
// lifetime. Prefixes under the vendor's minimum are not cached.

import { createHash } from 'node:crypto';

import type { ChatRequest } from '../../answers/request.js';
import { noUsage } from '../../billing/usage.js';
import type { Usage } from '../../billing/usage.js';
import { isObject } from '../../http/json.js';
import { cachedPrefixesMax } from '../../limits.js';
import { countTokens, tokensPerMessage } from '../../text/tokens.js';
import { readContent } from './read-content.js';

const cacheableTokensMin = 1_024;
const lifetimeMs = { '5m': 300_000, '1h': 3_600_000 } as const;

export interface PromptCache {
  split(request: ChatRequest): Usage;
}

export function createPromptCache({ now }: { now(): number }): PromptCache {
  const expiryMs = new Map<string, number>();
  return {
    split(request) {
      const prefix = findPrefix(request);
      if (prefix === undefined || prefix.tokens < cacheableTokensMin) return { ...noUsage, uncachedInput: request.inputTokens };
      const uncachedInput = request.inputTokens - prefix.tokens;
      const key = createHash('sha256').update(`${request.model}\n${prefix.written}`).digest('base64');
      const hit = (expiryMs.get(key) ?? 0) > now();
      // Deleting first moves the prefix to the young end of the map.
      expiryMs.delete(key);
      expiryMs.set(key, now() + lifetimeMs[prefix.ttl]);
      if (expiryMs.size > cachedPrefixesMax) expiryMs.delete(expiryMs.keys().next().value as string);
      if (hit) return { ...noUsage, uncachedInput, cachedInput: prefix.tokens };
      return { ...noUsage, uncachedInput, [prefix.ttl === '1h' ? 'cacheWrite1h' : 'cacheWrite5m']: prefix.tokens };
    },
  };
}

interface Prefix {
  tokens: number;
  written: string;
  ttl: keyof typeof lifetimeMs;
}

/** Walks tools, system and messages in the vendor's order, up to the last mark. */
function findPrefix({ body }: ChatRequest): Prefix | undefined {
  let prefix: Prefix | undefined;
  let tokens = 0;
  let written = '';
  const walk = (items: readonly unknown[], tokensOf: (item: unknown) => number): void => {
    for (const item of items) {
      tokens += tokensOf(item);
      written += `${JSON.stringify(item)}\n`;
      const mark = isObject(item) ? item['cache_control'] : undefined;
      if (isObject(mark)) prefix = { tokens, written, ttl: mark['ttl'] === '1h' ? '1h' : '5m' };
    }
  };
  const blocksOf = (content: unknown): readonly unknown[] => (Array.isArray(content) ? content : [content]);
  const contentTokens = (block: unknown): number => readContent(typeof block === 'string' ? block : [block], 'content').tokens;

  if (Array.isArray(body['tools'])) walk(body['tools'], (tool) => countTokens(JSON.stringify(tool)));
  if (body['system'] !== undefined) {
    tokens += tokensPerMessage;
    walk(blocksOf(body['system']), contentTokens);
  }
  for (const message of body['messages'] as readonly { content: unknown }[]) {
    tokens += tokensPerMessage;
    walk(blocksOf(message.content), contentTokens);
  }
  return prefix;
}
