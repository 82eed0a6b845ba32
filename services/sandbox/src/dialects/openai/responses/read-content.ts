// Reads what a message, or the output of a function, is made of: text, pictures, files, and an assistant's own words.

import { isObject } from '../../../http/json.js';
import type { JsonObject } from '../../../http/json.js';
import { countTokens, tokensPerFile, tokensPerImage } from '../../../text/tokens.js';
import { allow, oneOf } from './fields.js';
import { missing, refusal, wrongType, wrongValue } from './refusals.js';

export interface Content {
  text: string;
  tokens: number;
}

/** Who speaks decides which parts there may be. */
const parts = {
  given: ['input_text', 'input_image', 'input_file'],
  answered: ['output_text', 'refusal'],
} as const;

export function readContent(content: unknown, where: string, speaker: keyof typeof parts): Content {
  if (typeof content === 'string') return { text: content, tokens: countTokens(content) };
  if (content === undefined) throw missing(where);
  if (!Array.isArray(content)) throw wrongType(where, 'one of an array of objects or string', content);
  const read = content.map((part: unknown, index) => readPart(part, `${where}[${index}]`, parts[speaker]));
  return { text: read.map(({ text }) => text).filter((text) => text !== '').join('\n'), tokens: read.reduce((sum, { tokens }) => sum + tokens, 0) };
}

function readPart(part: unknown, where: string, supported: readonly string[]): Content {
  if (!isObject(part)) throw wrongType(where, 'an object', part);
  const type = part['type'];
  if (typeof type !== 'string' || !supported.includes(type)) throw wrongValue(`${where}.type`, type, supported);
  switch (type) {
    case 'input_image':
      allow(part, where, ['type', 'detail', 'image_url', 'file_id', 'prompt_cache_breakpoint']);
      checkImage(part, where);
      return { text: '', tokens: tokensPerImage };
    case 'input_file':
      allow(part, where, ['type', 'detail', 'file_data', 'file_id', 'file_url', 'filename', 'prompt_cache_breakpoint']);
      checkFile(part, where);
      return { text: '', tokens: tokensPerFile };
    case 'refusal':
      allow(part, where, ['type', 'refusal']);
      return readText(part, 'refusal', where);
    default:
      allow(part, where, type === 'output_text' ? ['type', 'text', 'annotations', 'logprobs'] : ['type', 'text', 'prompt_cache_breakpoint']);
      return readText(part, 'text', where);
  }
}

function readText(part: JsonObject, field: string, where: string): Content {
  const text = part[field];
  if (text === undefined) throw missing(`${where}.${field}`);
  if (typeof text !== 'string') throw wrongType(`${where}.${field}`, 'a string', text);
  return { text, tokens: countTokens(text) };
}

function checkImage({ image_url: url, file_id: file, detail }: JsonObject, where: string): void {
  oneOf(detail, `${where}.detail`, ['low', 'high', 'auto', 'original']);
  if (url == null && file == null) throw missing(`${where}.image_url`);
  if (url == null) return checkFileId(file, where);
  // Chat completions have an object here.
  if (typeof url !== 'string') throw wrongType(`${where}.image_url`, 'an image URL', url);
  if (/^(https?:\/\/\S+|data:image\/(png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=]+)$/.test(url)) return;
  throw refusal({ param: `${where}.image_url`, code: 'invalid_value', message: `Invalid '${where}.image_url'. Expected a valid URL, or a base64-encoded data URL of a png, jpeg, gif or webp image.` });
}

function checkFile({ file_data: data, file_id: file, file_url: url }: JsonObject, where: string): void {
  if ([data, file, url].filter((given) => given != null).length !== 1) throw refusal({ param: where, code: 'invalid_value', message: `Invalid '${where}': expected exactly one of 'file_data', 'file_id' and 'file_url'.` });
  if (file != null) return checkFileId(file, where);
  const [field, pattern, wanted] = data == null ? ['file_url', /^https?:\/\/\S+$/, 'a valid URL'] as const : ['file_data', /^data:[^;,]+;base64,[A-Za-z0-9+/=]+$/, 'a base64-encoded data URL with its MIME type'] as const;
  if (pattern.test(String(data ?? url))) return;
  throw refusal({ param: `${where}.${field}`, code: 'invalid_value', message: `Invalid '${where}.${field}'. Expected ${wanted}.` });
}

/** Any file is there: what was uploaded is not asked. */
function checkFileId(file: unknown, where: string): void {
  if (typeof file === 'string' && file.startsWith('file-')) return;
  throw refusal({ param: `${where}.file_id`, code: 'invalid_value', message: `Invalid '${where}.file_id': '${String(file)}'. Expected an ID that begins with 'file'.` });
}
