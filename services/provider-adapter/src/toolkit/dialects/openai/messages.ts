// The conversation in OpenAI's words.
import type { ChatCompletionAssistantMessageParam, ChatCompletionContentPart, ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import { Role, type Media, type Message, type Part, type ToolResult } from '@switchyard/proto/common/v1/chat';
import { base64Of, dataUrlOf } from '../../media.js';
import { cannotSay } from '../../order-words.js';

type Warn = (sentence: string) => void;

export function toOpenAiMessages(messages: readonly Message[], warn: Warn): ChatCompletionMessageParam[] {
  return messages.flatMap((message, index) => toMessages(message, `messages[${index}]`, warn));
}

function toMessages(message: Message, field: string, warn: Warn): ChatCompletionMessageParam[] {
  const named = message.name === '' ? {} : { name: message.name };
  switch (message.role) {
    case Role.SYSTEM:
      return [{ role: 'system', content: textOf(message.parts, field), ...named }];
    case Role.ASSISTANT:
      return [{ ...assistantOf(message.parts, field, warn), ...named }];
    case Role.USER:
    case Role.TOOL:
      return userOf(message, field, named);
    default:
      throw cannotSay(`${field}.role`, 'it is not set.');
  }
}

/** Results of tools are messages of their own here, wherever they stand; they come first, right after the calls they answer. */
function userOf(message: Message, field: string, named: { name?: string }): ChatCompletionMessageParam[] {
  const results: ChatCompletionMessageParam[] = [];
  const content: ChatCompletionContentPart[] = [];
  message.parts.forEach((part, index) => {
    const at = `${field}.parts[${index}]`;
    if (part.content.case === 'toolResult') results.push(toResult(part.content.value, at));
    else content.push(toContent(part, at));
  });
  if (content.length === 0) return results;
  const [first] = content;
  // Plain text as plain text: some compatible servers do not read lists.
  const body = content.length === 1 && first?.type === 'text' ? first.text : content;
  return [...results, { role: 'user', content: body, ...named }];
}

function toContent({ content }: Part, field: string): ChatCompletionContentPart {
  switch (content.case) {
    case 'text':
      return { type: 'text', text: content.value };
    case 'image':
      return { type: 'image_url', image_url: { url: imageUrl(content.value, field), ...(content.value.detail === '' ? {} : { detail: content.value.detail as 'auto' }) } };
    case 'document':
      return { type: 'file', file: fileOf(content.value, field) };
    case 'audio':
      return { type: 'input_audio', input_audio: audioOf(content.value, field) };
    default:
      throw cannotSay(field, `${content.case ?? 'an empty part'} cannot be said by the user.`);
  }
}

function imageUrl(image: Media, field: string): string {
  const url = dataUrlOf(image);
  if (url === undefined) throw cannotSay(`${field}.image`, 'this API takes images by URL or as bytes, not by file id.');
  return url;
}

function fileOf(document: Media, field: string): { file_id: string } | { file_data: string; filename: string } {
  if (document.source.case === 'fileId') return { file_id: document.source.value };
  const bytes = base64Of(document);
  if (bytes === undefined) throw cannotSay(`${field}.document`, 'this API takes documents as bytes or by file id, not by URL.');
  return { file_data: `data:${bytes.mediaType};base64,${bytes.base64}`, filename: document.filename || 'document' };
}

function audioOf(audio: Media, field: string): { data: string; format: 'wav' | 'mp3' } {
  const bytes = base64Of(audio);
  const format = bytes === undefined ? undefined : audioFormats[bytes.mediaType];
  if (bytes === undefined || format === undefined) throw cannotSay(`${field}.audio`, 'this API takes audio as bytes of audio/wav or audio/mpeg.');
  return { data: bytes.base64, format };
}

const audioFormats: Readonly<Record<string, 'wav' | 'mp3'>> = { 'audio/wav': 'wav', 'audio/x-wav': 'wav', 'audio/wave': 'wav', 'audio/mpeg': 'mp3', 'audio/mp3': 'mp3' };

function toResult({ toolCallId, parts }: ToolResult, field: string): ChatCompletionMessageParam {
  return { role: 'tool', tool_call_id: toolCallId, content: textOf(parts, `${field}.tool_result`) };
}

function assistantOf(parts: readonly Part[], field: string, warn: Warn): ChatCompletionAssistantMessageParam {
  const calls = parts.flatMap(({ content }) => (content.case === 'toolCall' ? [content.value] : []));
  const words = parts.filter(({ content }) => content.case !== 'toolCall' && content.case !== 'reasoning');
  if (words.length + calls.length < parts.length) warn('Earlier reasoning was left out: this API does not take it back.');
  return {
    role: 'assistant',
    content: words.length === 0 ? null : textOf(words, field),
    ...(calls.length === 0 ? {} : { tool_calls: calls.map(({ id, name, argumentsJson }) => ({ id, type: 'function' as const, function: { name, arguments: argumentsJson || '{}' } })) }),
  };
}

function textOf(parts: readonly Part[], field: string): string {
  return parts
    .map(({ content }, index) => {
      if (content.case === 'text') return content.value;
      throw cannotSay(`${field}.parts[${index}]`, `this API takes only text here, not ${content.case ?? 'an empty part'}.`);
    })
    .join('');
}
