// How much the model may think: https://docs.claude.com/en/docs/build-with-claude/extended-thinking
import { checkKnown, isNothing } from '../http/fields.js';
import { fault, integer, object, text, type Json } from '../http/read.js';

export interface ParsedThinking {
  readonly effort: string;
  readonly thinking?: string;
  readonly thinkingDisplay?: string;
  readonly thinkingBudgetTokens?: number;
}

export function parseThinking(body: Json): ParsedThinking {
  const effort = isNothing(body['output_config']) ? '' : text(object(body['output_config'], 'output_config'), 'effort', 'output_config');
  if (isNothing(body['thinking'])) return { effort };
  const thinking = object(body['thinking'], 'thinking');
  const type = text(thinking, 'type', 'thinking');
  switch (type) {
    case 'disabled':
      checkKnown(thinking, new Set(['type']), 'thinking');
      if (effort !== '') throw fault('output_config.effort', 'thinking is disabled', 'Leave one of them out.');
      return { effort: 'none' };
    case 'adaptive':
      checkKnown(thinking, new Set(['type', 'display']), 'thinking');
      return { effort, thinking: 'adaptive', thinkingDisplay: text(thinking, 'display', 'thinking') };
    case 'enabled': {
      checkKnown(thinking, new Set(['type', 'budget_tokens', 'display']), 'thinking');
      const budget = integer(thinking, 'budget_tokens', 'thinking');
      if (budget === undefined) throw fault('thinking.budget_tokens', 'it is missing', 'Say how many tokens may be thought, or use adaptive.');
      return { effort, thinkingBudgetTokens: budget, thinkingDisplay: text(thinking, 'display', 'thinking') };
    }
    default:
      throw fault('thinking.type', `"${type}" is not served`, 'Use enabled, adaptive or disabled.');
  }
}
