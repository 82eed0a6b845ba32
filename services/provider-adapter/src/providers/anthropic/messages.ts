// The conversation in Anthropic's words: instructions apart, user and assistant in turns.
import type { ContentBlockParam, MessageParam, TextBlockParam } from '@anthropic-ai/sdk/resources/messages';
import { Role, type Message } from '@switchyard/proto/common/v1/chat';
import type { ProviderContext } from '../../adapter/provider.js';
import { cannotSay, foreignReasoning, isForeignReasoning } from '../../toolkit/index.js';
import { toBlock } from './blocks.js';

export interface AnthropicConversation {
  readonly system?: TextBlockParam[];
  readonly messages: MessageParam[];
}

export function toAnthropicMessages(messages: readonly Message[], { warn }: Pick<ProviderContext, 'warn'>): AnthropicConversation {
  const system: TextBlockParam[] = [];
  const turns: { role: 'user' | 'assistant'; content: ContentBlockParam[] }[] = [];
  messages.forEach((message, index) => {
    const blocks = message.parts.flatMap((part, place) => (isForeignReasoning(part) ? [] : [toBlock(part, `messages[${index}].parts[${place}]`)]));
    if (blocks.length < message.parts.length) warn(foreignReasoning);
    if (blocks.length === 0) return;
    if (message.role === Role.SYSTEM) {
      system.push(...blocks.map((block, place) => textOnly(block, `messages[${index}].parts[${place}]`)));
      return;
    }
    const role = roleOf(message.role, `messages[${index}].role`);
    const last = turns.at(-1);
    // Results of several tools belong into the one turn after the calls.
    if (last?.role === role) last.content.push(...blocks);
    else turns.push({ role, content: blocks });
  });
  for (const turn of turns) turn.content = resultsFirst(turn.content);
  return { ...(system.length === 0 ? {} : { system }), messages: turns };
}

function roleOf(role: Role, field: string): 'user' | 'assistant' {
  if (role === Role.ASSISTANT) return 'assistant';
  if (role === Role.USER || role === Role.TOOL) return 'user';
  throw cannotSay(field, 'it is not set.');
}

function textOnly(block: ContentBlockParam, field: string): TextBlockParam {
  if (block.type === 'text') return block;
  throw cannotSay(field, 'instructions are text only.');
}

/** https://docs.claude.com/en/docs/agents-and-tools/tool-use/implement-tool-use: results before words, or the turn is refused. */
function resultsFirst(content: ContentBlockParam[]): ContentBlockParam[] {
  const results = content.filter(({ type }) => type === 'tool_result');
  return results.length === 0 ? content : [...results, ...content.filter(({ type }) => type !== 'tool_result')];
}
