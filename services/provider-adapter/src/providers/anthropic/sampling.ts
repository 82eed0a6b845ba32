// temperature and top_p, which newer models refuse with 400 ("`temperature` is deprecated for this model") and which the
// SDK's types no longer have. Models up to Opus 4.6, Sonnet 4.6 and Haiku 4.5 take one of the two, from 0 to 1.
import type { ChatOrder } from '../../adapter/chat-order.js';
import type { ProviderContext } from '../../adapter/provider.js';
import { dropped } from '../../toolkit/index.js';

export interface Sampling {
  readonly temperature?: number;
  readonly top_p?: number;
}

// Unknown models are taken for new ones: an answer at the default temperature is better than a refusal.
const older = /^claude-(?:[123]\b|(?:opus|sonnet)-4(?:-[0-6])?(?:-[0-9]{8}|-latest)?$|haiku-4-5\b|instant)/;

export function takesSampling(model: string): boolean {
  return older.test(model.slice(model.lastIndexOf('/') + 1));
}

export function samplingOf({ model, parameters }: ChatOrder, { warn }: Pick<ProviderContext, 'warn'>): Sampling {
  const { temperature, topP, thinkingBudgetTokens, thinking } = parameters;
  const why = thinkingBudgetTokens !== undefined || thinking !== '' ? 'it cannot be set together with thinking' : takesSampling(model) ? undefined : `${model} does not take it`;
  if (why !== undefined) {
    if (temperature !== undefined && temperature !== 1) warn(dropped('temperature', why));
    if (topP !== undefined && topP !== 1) warn(dropped('top_p', why));
    return {};
  }
  if (temperature === undefined) return topP === undefined ? {} : { top_p: topP };
  if (topP !== undefined && topP !== 1) warn(dropped('top_p', 'this API takes temperature or top_p, not both'));
  if (temperature > 1) warn(`temperature was lowered from ${temperature} to 1, the highest that this API takes.`);
  return { temperature: Math.min(temperature, 1) };
}
