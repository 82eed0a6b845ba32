// Reads the content of a message or of the system prompt: text, or blocks.

import { isObject } from '../../http/json.js';
import type { JsonObject } from '../../http/json.js';
import { countTokens, tokensPerFile, tokensPerImage } from '../../text/tokens.js';
import { invalid } from '../failure.js';

export interface Content {
  text: string;
  tokens: number;
}

export function readContent(content: unknown, place: string): Content {
  if (typeof content === 'string') return { text: content, tokens: countTokens(content) };
  if (!Array.isArray(content)) throw invalid(place, `${place}: Input should be a valid string or list`);
  const texts: string[] = [];
  let tokens = 0;
  for (const [index, block] of content.entries()) {
    const where = `${place}.${index}`;
    if (!isObject(block)) throw invalid(where, `${where}: Input should be a valid dictionary`);
    if (block['type'] === 'text') {
      if (typeof block['text'] !== 'string') throw invalid(`${where}.text`, `${where}.text: Field required`);
      texts.push(block['text']);
    }
    tokens += blockTokens(block, where);
  }
  return { text: texts.join('\n'), tokens };
}

function blockTokens(block: JsonObject, where: string): number {
  switch (block['type']) {
    case 'text': return countTokens(String(block['text']));
    case 'image':
      checkImage(block['source'], where);
      return tokensPerImage;
    case 'document': return tokensPerFile;
    case 'tool_use': return countTokens(`${String(block['name'])}${JSON.stringify(block['input'])}`);
    case 'tool_result': return block['content'] === undefined ? 0 : readContent(block['content'], `${where}.content`).tokens;
    case 'thinking': return countTokens(String(block['thinking']));
    case 'redacted_thinking': return countTokens(String(block['data']));
    default:
      throw invalid(`${where}.type`, `${where}: Input tag '${String(block['type'])}' found using 'type' does not match any of the expected tags`);
  }
}

function checkImage(source: unknown, where: string): void {
  if (isObject(source) && source['type'] === 'url' && /^https?:\/\//.test(String(source['url']))) return;
  const isBase64 = isObject(source) && source['type'] === 'base64' && /^[A-Za-z0-9+/]+=*$/.test(String(source['data']));
  if (isBase64 && /^image\/(png|jpeg|gif|webp)$/.test(String(source['media_type']))) return;
  throw invalid(`${where}.source`, `${where}.source: Input should be a url, or base64 of image/jpeg, image/png, image/gif or image/webp`);
}
