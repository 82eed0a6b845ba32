// Shorthands for the commonest messages.
import { create } from '@bufbuild/protobuf';
import { MessageSchema, Role, type Message } from '@switchyard/proto/common/v1/chat';

export function userMessage(text: string): Message {
  return textMessage(Role.USER, text);
}

export function systemMessage(text: string): Message {
  return textMessage(Role.SYSTEM, text);
}

function textMessage(role: Role, text: string): Message {
  return create(MessageSchema, { role, parts: [{ content: { case: 'text', value: text } }] });
}
