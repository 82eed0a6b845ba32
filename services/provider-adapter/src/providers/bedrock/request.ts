// The request body of Converse and ConverseStream.
import type { ResponseFormat } from '@switchyard/proto/common/v1/chat';
import type { ChatOrder } from '../../adapter/chat-order.js';
import type { ProviderContext } from '../../adapter/provider.js';
import { cannotSay, dropped, isObject, schemaOf } from '../../toolkit/index.js';
import { toConverseMessages } from './messages.js';
import { toolsOf } from './tools.js';

type Context = Pick<ProviderContext, 'warn'>;

export function toConverseRequest(order: ChatOrder, context: Context): Record<string, unknown> {
  const { parameters } = order;
  warnOfKnobs(order, context);
  const { additionalModelRequestFields: extra, ...extraFields } = order.extraFields;
  const thinking = thinkingOf(order, context);
  const more = { ...(isObject(extra) ? extra : {}), ...thinking };
  const outputConfig = { ...effortOf(order, context), ...formatOf(parameters.responseFormat) };
  return {
    ...extraFields,
    ...toConverseMessages(order.messages, context),
    inferenceConfig: {
      maxTokens: order.maxOutputTokens,
      ...(parameters.temperature === undefined ? {} : { temperature: parameters.temperature }),
      ...(parameters.topP === undefined ? {} : { topP: parameters.topP }),
      ...(parameters.stop.length === 0 ? {} : { stopSequences: [...parameters.stop] }),
    },
    ...toolsOf(order, context),
    ...(Object.keys(more).length === 0 ? {} : { additionalModelRequestFields: more }),
    ...(Object.keys(outputConfig).length === 0 ? {} : { outputConfig }),
    ...(order.serviceTier === '' ? {} : { serviceTier: { type: order.serviceTier } }),
  };
}

function warnOfKnobs({ parameters }: ChatOrder, { warn }: Context): void {
  const why = 'this API does not have it';
  if ((parameters.frequencyPenalty ?? 0) !== 0) warn(dropped('frequency_penalty', why));
  if ((parameters.presencePenalty ?? 0) !== 0) warn(dropped('presence_penalty', why));
  if (parameters.randomSeed !== undefined) warn(dropped('random_seed', why));
}

/** https://docs.aws.amazon.com/bedrock/latest/userguide/claude-messages-extended-thinking.html: a field of the maker's own. */
function thinkingOf({ model, parameters, maxOutputTokens }: ChatOrder, { warn }: Context): { thinking?: object } {
  const { thinkingBudgetTokens: budget } = parameters;
  if (budget === undefined) return {};
  if (!model.includes('anthropic.')) {
    warn(dropped('thinking_budget_tokens', `${model} does not take it`));
    return {};
  }
  if (budget >= maxOutputTokens) throw cannotSay('thinking_budget_tokens', `it is part of max_output_tokens (${maxOutputTokens}) here and must be below it.`);
  return { thinking: { type: 'enabled', budget_tokens: budget } };
}

function effortOf({ parameters: { reasoningEffort } }: ChatOrder, { warn }: Context): { effort?: string } {
  switch (reasoningEffort) {
    case '':
      return {};
    case 'none':
      warn(dropped('reasoning_effort', 'this API has no word for none'));
      return {};
    case 'minimal':
      warn('reasoning_effort minimal was sent as low, the least that this API has.');
      return { effort: 'low' };
    default:
      return { effort: reasoningEffort };
  }
}

function formatOf(format: ResponseFormat | undefined): { textFormat?: object } {
  if (format === undefined || format.type === '' || format.type === 'text') return {};
  if (format.type === 'json') throw cannotSay('response_format.type', 'this provider gives JSON by a schema only; use json_schema.');
  const schema = JSON.stringify(schemaOf(format.schemaJson, 'response_format.schema_json'));
  return { textFormat: { type: 'json_schema', structure: { jsonSchema: { schema, name: format.name || 'answer' } } } };
}
