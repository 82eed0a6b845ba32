// A body in OpenAI's words, said in the vendor's.
import type { ChatOrder } from '../../../adapter/chat-order.js';
import type { ProviderContext } from '../../../adapter/provider.js';
import { cannotSay, dropped } from '../../order-words.js';
import type { BodyDifferences, Essential, OpenAiDifferences } from './differences.js';

type Warn = Pick<ProviderContext, 'warn'>;

const why = 'this provider does not take it';

export function adaptBody(body: Readonly<Record<string, unknown>>, { lacks = [], renamed = {}, defaults = {} }: BodyDifferences, { warn }: Warn): Record<string, unknown> {
  const adapted: Record<string, unknown> = { ...defaults, ...body };
  for (const field of lacks) {
    if (adapted[field] === undefined) continue;
    delete adapted[field];
    warn(dropped(field, why));
  }
  for (const [name, theirs] of Object.entries(renamed)) {
    if (adapted[name] === undefined) continue;
    adapted[theirs] = adapted[name];
    delete adapted[name];
  }
  return adapted;
}

/** Throws CALLER for what the vendor does not have and the answer would lack. */
export function refuseEssentials(order: ChatOrder, { refuses = [] }: OpenAiDifferences): void {
  if (refuses.length === 0) return;
  const refuse = (what: Essential, field: string): void => {
    if (refuses.includes(what)) throw cannotSay(field, 'this provider does not take it.');
  };
  if (order.parameters.tools.length > 0) refuse('tools', 'tools');
  if (order.parameters.responseFormat?.type === 'json_schema') refuse('json_schema', 'response_format');
  order.messages.forEach(({ parts }, index) =>
    parts.forEach(({ content }, at) => {
      if (content.case === 'image' || content.case === 'document' || content.case === 'audio') refuse(content.case, `messages[${index}].parts[${at}].${content.case}`);
    }),
  );
}

/** What applies to a chat with this model. */
export function differencesFor(order: Pick<ChatOrder, 'isReasoning'>, differs: OpenAiDifferences): BodyDifferences {
  const { lacks = [], reasoningLacks = [] } = differs;
  return order.isReasoning && reasoningLacks.length > 0 ? { ...differs, lacks: [...lacks, ...reasoningLacks] } : differs;
}
