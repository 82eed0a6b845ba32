// The conversation in Ollama's words: text as one string, pictures beside it, results by the name of their tool.
import type { Message as OllamaMessage } from 'ollama';
import { Role, type Media, type Message, type Part, type ToolResult } from '@switchyard/proto/common/v1/chat';
import { base64Of, cannotSay, parseObject } from '../../toolkit/index.js';

export function toOllamaMessages(messages: readonly Message[]): OllamaMessage[] {
  const toolNames = new Map(messages.flatMap(({ parts }) => parts.flatMap(({ content }) => (content.case === 'toolCall' ? [[content.value.id, content.value.name] as const] : []))));
  return messages.flatMap((message, index) => toMessages(message, `messages[${index}]`, toolNames));
}

const roles: Readonly<Partial<Record<Role, string>>> = { [Role.SYSTEM]: 'system', [Role.USER]: 'user', [Role.ASSISTANT]: 'assistant', [Role.TOOL]: 'user' };

function toMessages({ role, parts }: Message, field: string, toolNames: ReadonlyMap<string, string>): OllamaMessage[] {
  const name = roles[role];
  if (name === undefined) throw cannotSay(`${field}.role`, 'it is not set.');
  const results: OllamaMessage[] = [];
  const images: string[] = [];
  const calls: NonNullable<OllamaMessage['tool_calls']> = [];
  let text = '';
  parts.forEach(({ content }, index) => {
    const at = `${field}.parts[${index}]`;
    switch (content.case) {
      case 'text':
        text += content.value;
        return;
      case 'image':
        images.push(imageOf(content.value, at));
        return;
      case 'toolCall':
        calls.push({ function: { name: content.value.name, arguments: { ...parseObject(content.value.argumentsJson || '{}', `${at}.tool_call.arguments_json`) } } });
        return;
      case 'toolResult':
        results.push(resultOf(content.value, at, toolNames));
        return;
      case 'reasoning':
        // The model thinks anew at every turn.
        return;
      default:
        throw cannotSay(at, `this provider does not take ${content.case ?? 'an empty part'}.`);
    }
  });
  if (text === '' && images.length === 0 && calls.length === 0) return results;
  return [...results, { role: name, content: text, ...(images.length === 0 ? {} : { images }), ...(calls.length === 0 ? {} : { tool_calls: calls }) }];
}

function imageOf(image: Media, field: string): string {
  const bytes = base64Of(image);
  if (bytes === undefined) throw cannotSay(`${field}.image`, 'this provider takes images as bytes, not by URL.');
  return bytes.base64;
}

function resultOf({ toolCallId, parts }: ToolResult, field: string, toolNames: ReadonlyMap<string, string>): OllamaMessage {
  const toolName = toolNames.get(toolCallId);
  return { role: 'tool', content: parts.map((part, index) => textOf(part, `${field}.tool_result.parts[${index}]`)).join(''), ...(toolName === undefined ? {} : { tool_name: toolName }) };
}

function textOf({ content }: Part, field: string): string {
  if (content.case === 'text') return content.value;
  throw cannotSay(field, `this provider takes results as text, not ${content.case ?? 'an empty part'}.`);
}
