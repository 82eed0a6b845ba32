// How much the model may think: https://docs.claude.com/en/docs/build-with-claude/extended-thinking
import type { MessageCreateParamsNonStreaming, OutputConfig } from '@anthropic-ai/sdk/resources/messages';
import type { ChatParameters } from '@switchyard/proto/common/v1/chat';
import type { ChatOrder } from '../../adapter/chat-order.js';
import type { ProviderContext } from '../../adapter/provider.js';
import { cannotSay } from '../../toolkit/index.js';

export interface Thinking {
  readonly thinking?: MessageCreateParamsNonStreaming['thinking'];
  readonly effort?: OutputConfig['effort'];
}

export function thinkingOf({ parameters, maxOutputTokens }: ChatOrder, { warn }: Pick<ProviderContext, 'warn'>): Thinking {
  const { thinkingBudgetTokens, reasoningEffort } = parameters;
  if (thinkingBudgetTokens !== undefined && thinkingBudgetTokens >= maxOutputTokens) {
    throw cannotSay('thinking_budget_tokens', `it is part of max_output_tokens (${maxOutputTokens}) here and must be below it.`);
  }
  const thinking = modeOf(parameters);
  switch (reasoningEffort) {
    case '':
      return thinking;
    case 'none':
      return { thinking: { type: 'disabled' } };
    case 'minimal':
      warn('reasoning_effort minimal was sent as low, the least that this API has.');
      return { ...thinking, effort: 'low' };
    default:
      return { ...thinking, effort: reasoningEffort as 'low' | 'medium' | 'high' };
  }
}

/** A budget is the older way; newer models decide by themselves how long they think. */
function modeOf({ thinkingBudgetTokens, thinking, thinkingDisplay }: ChatParameters): Thinking {
  const display = thinkingDisplay === '' ? {} : { display: thinkingDisplay as 'summarized' | 'omitted' };
  if (thinkingBudgetTokens !== undefined) return { thinking: { type: 'enabled', budget_tokens: thinkingBudgetTokens, ...display } };
  return thinking === 'adaptive' ? { thinking: { type: 'adaptive', ...display } } : {};
}
