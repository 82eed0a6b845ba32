// The conversation in Gemini's words: instructions apart, user and model in turns, results by the name of their function.
import type { Content, Part as GooglePart } from '@google/genai';
import { Role, type Message, type Part, type ToolCall, type ToolResult } from '@switchyard/proto/common/v1/chat';
import type { ChatOrder } from '../../adapter/chat-order.js';
import type { ProviderContext } from '../../adapter/provider.js';
import { cannotSay, parseJson, isObject, parseObject } from '../../toolkit/index.js';
import { toMediaPart } from './media.js';
import { needsSignature, signatureOf, unsigned } from './thought-signature.js';

interface Conversation {
  readonly systemInstruction?: Content;
  readonly contents: Content[];
}

export function toGoogleContents({ messages, model }: Pick<ChatOrder, 'messages' | 'model'>, { warn }: Pick<ProviderContext, 'warn'>): Conversation {
  const names = new Map(messages.flatMap(({ parts }) => parts.flatMap(({ content }) => (content.case === 'toolCall' ? [[content.value.id, content.value.name] as const] : []))));
  const system: GooglePart[] = [];
  const contents: { role: 'user' | 'model'; parts: GooglePart[] }[] = [];
  messages.forEach((message, index) => {
    const parts = partsOf(message, { field: `messages[${index}]`, model, names, warn });
    if (message.role === Role.SYSTEM) return void system.push(...parts);
    if (parts.length === 0) return;
    const role = roleOf(message.role, `messages[${index}].role`);
    const last = contents.at(-1);
    // Results of several calls belong into the one turn after them.
    if (last?.role === role) last.parts.push(...parts);
    else contents.push({ role, parts });
  });
  return { ...(system.length === 0 ? {} : { systemInstruction: { parts: system } }), contents };
}

function roleOf(role: Role, field: string): 'user' | 'model' {
  if (role === Role.ASSISTANT) return 'model';
  if (role === Role.USER || role === Role.TOOL) return 'user';
  throw cannotSay(field, 'it is not set.');
}

interface Place {
  readonly field: string;
  readonly model: string;
  /** Functions by the ids of their calls. */
  readonly names: ReadonlyMap<string, string>;
  readonly warn: (sentence: string) => void;
}

function partsOf({ role, parts }: Message, place: Place): GooglePart[] {
  const made: GooglePart[] = [];
  let signature: string | undefined;
  let isFirstCall = true;
  parts.forEach((part, index) => {
    const field = `${place.field}.parts[${index}]`;
    const { content } = part;
    if (role === Role.SYSTEM && content.case !== 'text') throw cannotSay(field, 'instructions are text only.');
    if (content.case === 'reasoning') {
      signature = signatureOf(content.value.signature);
      if (signature === undefined && content.value.signature !== '') place.warn('Earlier reasoning that another provider signed was left out.');
    } else if (content.case === 'toolCall') {
      // Calls that were made together are signed once, on the first.
      const signed = signature ?? (isFirstCall && needsSignature(place.model) ? unsigned : undefined);
      made.push({ ...toCall(content.value, field), ...(signed === undefined ? {} : { thoughtSignature: signed }) });
      signature = undefined;
      isFirstCall = false;
    } else {
      made.push(toPart(part, field, place));
    }
  });
  return made;
}

function toPart({ content }: Part, field: string, place: Place): GooglePart {
  switch (content.case) {
    case 'text':
      return { text: content.value };
    case 'image':
    case 'document':
    case 'audio':
      return toMediaPart(content.value, `${field}.${content.case}`);
    case 'toolResult':
      return toResult(content.value, field, place);
    default:
      throw cannotSay(field, `this provider does not take ${content.case ?? 'an empty part'}.`);
  }
}

// Ids are the Gemini API's own newer ones; names are what Gemini goes by, so ids of other vendors stay here.
function toCall({ name, argumentsJson }: ToolCall, field: string): GooglePart {
  return { functionCall: { name, args: { ...parseObject(argumentsJson || '{}', `${field}.tool_call.arguments_json`) } } };
}

function toResult({ toolCallId, parts, isError }: ToolResult, field: string, { names }: Place): GooglePart {
  const name = names.get(toolCallId);
  if (name === undefined) throw cannotSay(`${field}.tool_result.tool_call_id`, 'no earlier call has this id, and this API goes by the name of the function.');
  const text = parts
    .map(({ content }, index) => {
      if (content.case === 'text') return content.value;
      throw cannotSay(`${field}.tool_result.parts[${index}]`, `this provider takes results as text, not ${content.case ?? 'an empty part'}.`);
    })
    .join('');
  const parsed = parseJson(text);
  // https://ai.google.dev/api/caching#FunctionResponse: an object; output and error are the names it knows.
  const response = isError ? { error: text } : isObject(parsed) ? { ...parsed } : { output: text };
  return { functionResponse: { name, response } };
}
