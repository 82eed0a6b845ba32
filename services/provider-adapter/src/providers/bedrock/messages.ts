// The conversation in Converse's words: instructions apart, user and assistant in turns, bytes as base64.
import { Role, type Message } from '@switchyard/proto/common/v1/chat';
import type { ProviderContext } from '../../adapter/provider.js';
import { cannotSay, foreignReasoning, isForeignReasoning } from '../../toolkit/index.js';
import { toBlocks, type Block } from './blocks.js';

export interface Conversation {
  readonly system?: readonly Block[];
  readonly messages: readonly { readonly role: 'user' | 'assistant'; readonly content: readonly Block[] }[];
}

export function toConverseMessages(messages: readonly Message[], { warn }: Pick<ProviderContext, 'warn'>): Conversation {
  const system: Block[] = [];
  const turns: { role: 'user' | 'assistant'; content: Block[] }[] = [];
  let documents = 0;
  const nextDocument = (): number => (documents += 1);
  messages.forEach(({ role, parts }, index) => {
    const field = `messages[${index}]`;
    const blocks = parts.flatMap((part, place) => {
      if (isForeignReasoning(part)) return [];
      if (role === Role.SYSTEM && part.content.case !== 'text') throw cannotSay(`${field}.parts[${place}]`, 'instructions are text only.');
      return toBlocks(part, { field: `${field}.parts[${place}]`, nextDocument });
    });
    if (parts.some(isForeignReasoning)) warn(foreignReasoning);
    if (blocks.length === 0) return;
    if (role === Role.SYSTEM) return void system.push(...blocks);
    const name = roleOf(role, `${field}.role`);
    const last = turns.at(-1);
    // Turns must alternate, and results of several calls belong into the one turn after them.
    if (last?.role === name) last.content.push(...blocks);
    else turns.push({ role: name, content: blocks });
  });
  return { ...(system.length === 0 ? {} : { system }), messages: turns };
}

function roleOf(role: Role, field: string): 'user' | 'assistant' {
  if (role === Role.ASSISTANT) return 'assistant';
  if (role === Role.USER || role === Role.TOOL) return 'user';
  throw cannotSay(field, 'it is not set.');
}
