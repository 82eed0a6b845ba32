// Reads the messages of a chat completion request: their text, their size, and the last word of the user.

import { isObject } from '../../http/json.js';
import type { JsonObject } from '../../http/json.js';
import { countTokens, tokensPerFile, tokensPerImage, tokensPerMessage } from '../../text/tokens.js';
import { invalid } from '../failure.js';

const roles = new Set(['system', 'developer', 'user', 'assistant', 'tool', 'function']);

export function readMessages(value: unknown, { refusesNames = false } = {}): { lastUserText: string; inputTokens: number } {
  if (!Array.isArray(value)) throw invalid('messages', "Missing required parameter: 'messages'.");
  if (value.length === 0) throw invalid('messages', "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.");
  let lastUserText = '';
  let inputTokens = 0;
  for (const [index, message] of value.entries()) {
    const place = `messages[${index}]`;
    if (!isObject(message)) throw invalid(place, `Invalid type for '${place}': expected an object.`);
    const role = message['role'];
    if (typeof role !== 'string' || !roles.has(role)) throw invalid(`${place}.role`, `Invalid value: '${String(role)}'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.`);
    if (refusesNames && message['name'] !== undefined) throw invalid(`${place}.name`, `property '${place}.name' is unsupported`);
    const content = readContent(message['content'], place);
    if (role === 'user') lastUserText = content.text;
    inputTokens += tokensPerMessage + content.tokens + callTokens(message);
  }
  return { lastUserText, inputTokens };
}

function readContent(content: unknown, place: string): { text: string; tokens: number } {
  if (typeof content === 'string') return { text: content, tokens: countTokens(content) };
  if (content == null) return { text: '', tokens: 0 };
  if (!Array.isArray(content)) throw invalid(`${place}.content`, `Invalid type for '${place}.content': expected a string or an array of objects.`);
  const texts: string[] = [];
  let tokens = 0;
  for (const [index, part] of content.entries()) {
    const where = `${place}.content[${index}]`;
    if (!isObject(part)) throw invalid(where, `Invalid type for '${where}': expected an object.`);
    switch (part['type']) {
      case 'text':
      case 'refusal': {
        const text = part[part['type']];
        if (typeof text !== 'string') throw invalid(`${where}.text`, `Missing required parameter: '${where}.text'.`);
        texts.push(text);
        tokens += countTokens(text);
        break;
      }
      case 'image_url':
        checkImage(part['image_url'], where);
        tokens += tokensPerImage;
        break;
      case 'input_audio':
      case 'file':
        tokens += tokensPerFile;
        break;
      default:
        throw invalid(where, `Invalid value: '${String(part['type'])}'. Supported values are: 'text', 'image_url', 'input_audio', 'refusal', and 'file'.`);
    }
  }
  return { text: texts.join('\n'), tokens };
}

function checkImage(image: unknown, where: string): void {
  const url = isObject(image) ? image['url'] : undefined;
  if (typeof url === 'string' && /^(https?:\/\/\S+|data:image\/(png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=]+)$/.test(url)) return;
  throw invalid(`${where}.image_url.url`, `Invalid '${where}.image_url.url'. Expected a valid URL or base64-encoded data of a png, jpeg, gif or webp image.`);
}

/** Calls that an assistant made earlier are read again, and paid for again. */
function callTokens(message: JsonObject): number {
  return message['tool_calls'] == null ? 0 : countTokens(JSON.stringify(message['tool_calls']));
}
