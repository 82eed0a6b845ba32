// A chat order for tests of pure mappings.
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { ChatSchema, Role, type PartSchema } from '@switchyard/proto/common/v1/chat';
import type { ChatOrder } from '../adapter/chat-order.js';

type Chat = MessageInitShape<typeof ChatSchema>;

export type OrderInit = Partial<Omit<ChatOrder, 'messages' | 'parameters'>> & { messages?: Chat['messages']; parameters?: Chat['parameters'] };

export function orderOf({ messages, parameters, ...rest }: OrderInit = {}): ChatOrder {
  const chat = create(ChatSchema, { messages: messages ?? [says(Role.USER, { case: 'text', value: 'Hi' })], parameters: parameters ?? {} });
  return { attemptId: 'attempt-000000000001', model: 'm', maxOutputTokens: 100, isReasoning: false, contextWindow: 8_000, endUser: '', serviceTier: '', extraFields: {}, ...rest, messages: chat.messages, parameters: chat.parameters! };
}

type Content = NonNullable<MessageInitShape<typeof PartSchema>['content']>;

export function says(role: Role, ...contents: Content[]) {
  return { role, parts: contents.map((content) => ({ content })) };
}

/** Collects warnings. */
export function contextOf(given: Readonly<Record<string, string | undefined>> = {}) {
  const options = given as Record<string, string>;
  const warnings: string[] = [];
  return { warnings, options, warn: (sentence: string) => void warnings.push(sentence) };
}
