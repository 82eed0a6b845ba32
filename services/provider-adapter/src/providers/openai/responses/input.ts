// The conversation as input items: https://platform.openai.com/docs/api-reference/responses/create#responses-create-input
import type { ResponseInput, ResponseInputContent, ResponseInputFile, ResponseInputItem } from 'openai/resources/responses/responses';
import { Role, type Media, type Message, type Part } from '@switchyard/proto/common/v1/chat';
import { base64Of, cannotSay, dataUrlOf, dropped } from '../../../toolkit/index.js';
import { signedItem } from './signature.js';

type Warn = (sentence: string) => void;

export function toInput(messages: readonly Message[], warn: Warn): ResponseInput {
  if (messages.some(({ name }) => name !== '')) warn(dropped('messages.name', 'this API does not take it'));
  return messages.flatMap((message, index) => toItems(message, `messages[${index}]`, warn));
}

function toItems({ role, parts }: Message, field: string, warn: Warn): ResponseInputItem[] {
  switch (role) {
    case Role.SYSTEM:
      return [{ role: 'system', content: parts.map((part, index) => wordsOf(part, `${field}.parts[${index}]`)).join('') }];
    case Role.ASSISTANT:
      return saidBefore(parts, field, warn);
    case Role.USER:
    case Role.TOOL:
      return userOf(parts, field);
    default:
      throw cannotSay(`${field}.role`, 'it is not set.');
  }
}

/** Results of tools are items of their own; they come first, right after the calls they answer. */
function userOf(parts: readonly Part[], field: string): ResponseInputItem[] {
  const results: ResponseInputItem[] = [];
  const content: ResponseInputContent[] = [];
  parts.forEach((part, index) => {
    const at = `${field}.parts[${index}]`;
    const said = part.content;
    if (said.case !== 'toolResult') return void content.push(toContent(part, at));
    const { toolCallId, parts: told } = said.value;
    results.push({ type: 'function_call_output', call_id: toolCallId, output: told.map((one, place) => wordsOf(one, `${at}.tool_result.parts[${place}]`)).join('') });
  });
  return content.length === 0 ? results : [...results, { role: 'user', content }];
}

/** What the model said, in its order: words, calls, and the reasoning that led to them. */
function saidBefore(parts: readonly Part[], field: string, warn: Warn): ResponseInputItem[] {
  const items: ResponseInputItem[] = [];
  parts.forEach((part, index) => {
    const { content } = part;
    if (content.case === 'toolCall') {
      const { id, name, argumentsJson } = content.value;
      items.push({ type: 'function_call', call_id: id, name, arguments: argumentsJson || '{}' });
    } else if (content.case === 'reasoning') {
      const item = signedItem(content.value.signature);
      if (item === undefined) warn('Earlier reasoning without a signature of this vendor was left out: it takes back only its own.');
      else items.push({ type: 'reasoning', id: item.id, summary: content.value.text === '' ? [] : [{ type: 'summary_text', text: content.value.text }], encrypted_content: item.encrypted });
    } else {
      items.push({ role: 'assistant', content: wordsOf(part, `${field}.parts[${index}]`) });
    }
  });
  return items;
}

function toContent({ content }: Part, field: string): ResponseInputContent {
  switch (content.case) {
    case 'text':
      return { type: 'input_text', text: content.value };
    case 'image':
      return { type: 'input_image', detail: (content.value.detail || 'auto') as 'auto', ...imageOf(content.value, `${field}.image`) };
    case 'document':
      return fileOf(content.value, `${field}.document`);
    case 'audio':
      throw cannotSay(`${field}.audio`, 'this API takes no audio; chat completions do.');
    default:
      throw cannotSay(field, `${content.case ?? 'an empty part'} cannot be said by the user.`);
  }
}

function imageOf(image: Media, field: string): { file_id: string } | { image_url: string } {
  if (image.source.case === 'fileId') return { file_id: image.source.value };
  const url = dataUrlOf(image);
  if (url === undefined) throw cannotSay(field, 'it has neither bytes nor an address.');
  return { image_url: url };
}

function fileOf(document: Media, field: string): ResponseInputFile {
  const { source } = document;
  if (source.case === 'fileId') return { type: 'input_file', file_id: source.value };
  const bytes = base64Of(document);
  if (bytes !== undefined) return { type: 'input_file', filename: document.filename || 'document', file_data: `data:${bytes.mediaType};base64,${bytes.base64}` };
  if (source.case === 'url' && source.value !== '') return { type: 'input_file', file_url: source.value };
  throw cannotSay(field, 'it has neither bytes nor an address.');
}

function wordsOf({ content }: Part, field: string): string {
  if (content.case === 'text') return content.value;
  throw cannotSay(field, `this API takes only text here, not ${content.case ?? 'an empty part'}.`);
}
