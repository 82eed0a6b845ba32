// How much the model may think: https://ai.google.dev/gemini-api/docs/thinking
// Gemini 3 takes a level, Gemini 2.5 a number of tokens; older models take neither.
import type { ThinkingConfig, ThinkingLevel } from '@google/genai';
import type { ChatParameters } from '@switchyard/proto/common/v1/chat';
import type { ChatOrder } from '../../adapter/chat-order.js';
import type { ProviderContext } from '../../adapter/provider.js';
import { dropped } from '../../toolkit/index.js';

/** The tokens that https://ai.google.dev/gemini-api/docs/openai gives for the same words. */
const budgets: Readonly<Record<string, number>> = { none: 0, minimal: 1_024, low: 1_024, medium: 8_192, high: 24_576 };
/** Gemini 2.5 Pro thinks at least so much. */
const leastOfPro = 128;

export function thinkingOf({ model, parameters }: ChatOrder, { warn }: Pick<ProviderContext, 'warn'>): { thinkingConfig?: ThinkingConfig } {
  const { thinkingBudgetTokens: budget, reasoningEffort: effort } = parameters;
  const family = /gemini-([0-9]+)(?:\.([0-9]+))?/.exec(model);
  const version = family === null ? undefined : Number(`${family[1]}.${family[2] ?? 0}`);
  if (budget === undefined && effort === '') return version !== undefined && version >= 2.5 ? adaptive(parameters) : {};
  if (version !== undefined && version < 2.5) {
    warn(dropped(budget === undefined ? 'reasoning_effort' : 'thinking_budget_tokens', `${model} does not think`));
    return {};
  }
  if (budget !== undefined) return { thinkingConfig: { thinkingBudget: budget, includeThoughts: budget !== 0 } };
  if (version === undefined || version < 3) return { thinkingConfig: budgetOf(model, effort, warn) };
  return { thinkingConfig: levelOf(model, effort, warn) };
}

/** How long it thinks is its own choice unless it is told; whether it tells what it thought is asked for. */
function adaptive({ thinking, thinkingDisplay }: ChatParameters): { thinkingConfig?: ThinkingConfig } {
  return thinking === 'adaptive' ? { thinkingConfig: { includeThoughts: thinkingDisplay !== 'omitted' } } : {};
}

function budgetOf(model: string, effort: string, warn: (sentence: string) => void): ThinkingConfig {
  const budget = budgets[effort]!;
  if (budget > 0 || !model.includes('pro')) return { thinkingBudget: budget, includeThoughts: budget > 0 };
  warn(`reasoning_effort none was sent as ${leastOfPro} tokens, the least that ${model} takes.`);
  return { thinkingBudget: leastOfPro, includeThoughts: false };
}

function levelOf(model: string, effort: string, warn: (sentence: string) => void): ThinkingConfig {
  // Pro models have no level below low.
  const least = model.includes('pro') ? 'LOW' : 'MINIMAL';
  const isLeast = effort === 'none' || effort === 'minimal';
  const level = isLeast ? least : effort.toUpperCase();
  if (isLeast && level !== effort.toUpperCase()) warn(`reasoning_effort ${effort} was sent as ${level.toLowerCase()}, the least that ${model} takes.`);
  return { thinkingLevel: level as ThinkingLevel, includeThoughts: effort !== 'none' };
}
