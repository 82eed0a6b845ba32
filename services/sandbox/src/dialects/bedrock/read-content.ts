// Reads the blocks of a turn: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ContentBlock.html

import { isObject } from '../../http/json.js';
import type { JsonObject } from '../../http/json.js';
import { countTokens, tokensPerFile, tokensPerImage } from '../../text/tokens.js';
import { invalid } from '../failure.js';

export function readContent(value: unknown, where: string): { text: string; tokens: number } {
  if (!Array.isArray(value) || value.length === 0) throw invalid(where, `The content field at ${where} is empty. Add a ContentBlock object to the content field and try again.`);
  const texts: string[] = [];
  let tokens = 0;
  for (const [index, block] of value.entries()) {
    if (!isObject(block)) throw invalid(where, `${where}.${index} is no block.`);
    if (typeof block['text'] === 'string') {
      if (block['text'] === '') throw invalid(where, `The text field in the ContentBlock object at ${where}.${index} is blank. Add text to the text field, and try again.`);
      texts.push(block['text']);
    }
    tokens += blockTokens(block, `${where}.${index}`);
  }
  return { text: texts.join('\n'), tokens };
}

function blockTokens(block: JsonObject, where: string): number {
  const [kind = ''] = Object.keys(block);
  const inner = isObject(block[kind]) ? block[kind] : {};
  switch (kind) {
    case 'text': return countTokens(String(block['text']));
    case 'image':
      checkSource(inner, ['png', 'jpeg', 'gif', 'webp'], where);
      return tokensPerImage;
    case 'document':
      checkSource(inner, ['pdf', 'csv', 'doc', 'docx', 'xls', 'xlsx', 'html', 'txt', 'md'], where);
      if (!/^[A-Za-z0-9()[\] -]{1,200}$/.test(String(inner['name']))) throw invalid(where, 'The document file name can only contain alphanumeric characters, whitespace characters, hyphens, parentheses, and square brackets.');
      return tokensPerFile;
    case 'toolUse': return countTokens(`${String(inner['name'])}${JSON.stringify(inner['input'])}`);
    case 'toolResult': return Array.isArray(inner['content']) && inner['content'].length > 0 ? readContent(inner['content'], `${where}.toolResult.content`).tokens : 0;
    case 'json': return countTokens(JSON.stringify(block['json']));
    case 'reasoningContent': return countTokens(JSON.stringify(inner));
    case 'cachePoint': return 0;
    default: throw invalid(where, `The block at ${where} has no member that is known.`);
  }
}

function checkSource(media: JsonObject, formats: readonly string[], where: string): void {
  const source = isObject(media['source']) ? media['source'] : {};
  if (!formats.includes(String(media['format']))) throw invalid(where, `Value at '${where}.format' failed to satisfy constraint: Member must satisfy enum value set: [${formats.join(', ')}]`);
  if (isObject(source['s3Location']) || /^[A-Za-z0-9+/]+=*$/.test(String(source['bytes']))) return;
  throw invalid(where, `The source at ${where} is not valid.`);
}
