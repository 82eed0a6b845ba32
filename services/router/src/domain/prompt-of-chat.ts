// A conversation as token counting sees it.
import type { Chat, Media, Part } from '@switchyard/proto/common/v1/chat';
import type { Prompt, PromptPart } from '@switchyard/common/tokens';

export function promptOfChat(chat: Chat): Prompt {
  return {
    messages: chat.messages.map((message) => ({
      role: String(message.role),
      name: message.name || undefined,
      parts: message.parts.flatMap(promptParts),
    })),
    tools: (chat.parameters?.tools ?? []).map((tool) => ({ name: tool.name, description: tool.description, schemaText: tool.parametersJson })),
    outputSchemaText: chat.parameters?.responseFormat?.schemaJson || undefined,
    extraText: chat.parameters?.extraJson || undefined,
  };
}

function promptParts(part: Part): PromptPart[] {
  switch (part.content.case) {
    case 'text':
      return [{ kind: 'text', text: part.content.value }];
    case 'reasoning':
      // Redacted reasoning goes back as it came, and its size in tokens is the vendor's secret.
      return part.content.value.redacted.length > 0 ? [{ kind: 'document' }] : [{ kind: 'text', text: part.content.value.text }];
    case 'toolCall':
      return [{ kind: 'tool_call', name: part.content.value.name, argumentsText: part.content.value.argumentsJson }];
    case 'toolResult':
      return part.content.value.parts.flatMap((inner) => promptParts(inner)).map((inner) => (inner.kind === 'text' ? { kind: 'tool_result', text: inner.text } : inner));
    case 'image':
      return [{ kind: isBytes(part.content.value) ? 'image' : 'url' }];
    case 'document':
      return [{ kind: 'document' }];
    case 'audio':
      return [{ kind: 'audio' }];
    default:
      return [];
  }
}

/** A picture by address is the vendor's to fetch; its size cannot be known before. */
function isBytes(media: Media): boolean {
  return media.source.case === 'data' || (media.source.case === 'url' && media.source.value.startsWith('data:'));
}
