// The request body of chat completions.
import type { ChatCompletionCreateParamsNonStreaming, ChatCompletionTool, ChatCompletionToolChoiceOption } from 'openai/resources/chat/completions';
import type { Message, ResponseFormat, Tool, ToolChoice } from '@switchyard/proto/common/v1/chat';
import type { ChatOrder } from '../../../adapter/chat-order.js';
import type { ProviderContext } from '../../../adapter/provider.js';
import { schemaOf } from '../../order-json.js';
import { dropped } from '../../order-words.js';
import { toOpenAiMessages } from './messages.js';
import type { OpenAiDifferences } from './differences.js';
import { isReasoningModel } from './reasoning.js';

/** What OpenAI itself is like. */
export const openAiItself: OpenAiDifferences = { hasOpenAiReasoning: true };

export type OpenAiRequest = Omit<ChatCompletionCreateParamsNonStreaming, 'stream'>;

export function toOpenAiRequest(order: ChatOrder, context: Pick<ProviderContext, 'warn' | 'options'>, differs: OpenAiDifferences = openAiItself): OpenAiRequest {
  const { parameters } = order;
  const reasons = differs.hasOpenAiReasoning === true && (order.isReasoning || isReasoningModel(order.model));
  return {
    ...order.extraFields,
    model: order.model,
    messages: toOpenAiMessages(differs.hasNoNames === true ? withoutNames(order.messages, context) : order.messages, context.warn),
    ...(reasons ? { max_completion_tokens: order.maxOutputTokens } : capOf(order, context, differs)),
    ...(reasons ? warnOfKnobs(order, context) : knobsOf(order)),
    ...(parameters.randomSeed === undefined ? {} : { seed: Number(parameters.randomSeed) }),
    ...(differs.hasReasoningObject === true ? reasoningOf(order) : effortOf(order, context)),
    ...toolsOf(parameters.tools, parameters.toolChoice),
    ...formatOf(parameters.responseFormat),
    ...(order.endUser === '' ? {} : { user: order.endUser }),
    ...(order.serviceTier === '' ? {} : { service_tier: order.serviceTier as 'auto' }),
  };
}

/** OpenAI takes the newer name on all its models; many compatible servers know the older one alone, so that is the default here. */
function capOf(order: ChatOrder, context: Pick<ProviderContext, 'options'>, { capField }: OpenAiDifferences): Pick<OpenAiRequest, 'max_completion_tokens' | 'max_tokens'> {
  return (context.options['output_cap_field'] ?? capField) === 'max_completion_tokens' ? { max_completion_tokens: order.maxOutputTokens } : { max_tokens: order.maxOutputTokens };
}

function knobsOf({ parameters }: ChatOrder): Partial<OpenAiRequest> {
  return {
    ...(parameters.temperature === undefined ? {} : { temperature: parameters.temperature }),
    ...(parameters.topP === undefined ? {} : { top_p: parameters.topP }),
    ...(parameters.frequencyPenalty === undefined ? {} : { frequency_penalty: parameters.frequencyPenalty }),
    ...(parameters.presencePenalty === undefined ? {} : { presence_penalty: parameters.presencePenalty }),
    ...(parameters.stop.length === 0 ? {} : { stop: [...parameters.stop] }),
  };
}

/** https://platform.openai.com/docs/guides/reasoning: reasoning models take none of these, unless it is the default. */
function warnOfKnobs({ parameters, model }: ChatOrder, { warn }: Pick<ProviderContext, 'warn'>): Partial<OpenAiRequest> {
  const why = `${model} is a reasoning model and does not take it`;
  if (parameters.temperature !== undefined && parameters.temperature !== 1) warn(dropped('temperature', why));
  if (parameters.topP !== undefined && parameters.topP !== 1) warn(dropped('top_p', why));
  if (parameters.frequencyPenalty !== undefined && parameters.frequencyPenalty !== 0) warn(dropped('frequency_penalty', why));
  if (parameters.presencePenalty !== undefined && parameters.presencePenalty !== 0) warn(dropped('presence_penalty', why));
  if (parameters.stop.length > 0) warn(dropped('stop', why));
  return {};
}

function effortOf({ parameters }: ChatOrder, { warn }: Pick<ProviderContext, 'warn'>): Partial<OpenAiRequest> {
  if (parameters.thinkingBudgetTokens !== undefined) warn(dropped('thinking_budget_tokens', 'this API steers reasoning by reasoning_effort'));
  if (parameters.thinkingDisplay !== '') warn(dropped('thinking_display', 'this API does not have it'));
  return parameters.reasoningEffort === '' ? {} : { reasoning_effort: parameters.reasoningEffort as 'low' };
}

/** https://openrouter.ai/docs/use-cases/reasoning-tokens: one of the two. */
function reasoningOf({ parameters }: ChatOrder): Record<string, unknown> {
  if (parameters.thinkingBudgetTokens !== undefined) return { reasoning: { max_tokens: Number(parameters.thinkingBudgetTokens) } };
  return parameters.reasoningEffort === '' ? {} : { reasoning: { effort: parameters.reasoningEffort } };
}

function toolsOf(tools: readonly Tool[], choice: ToolChoice | undefined): Partial<OpenAiRequest> {
  if (tools.length === 0) return {};
  return {
    tools: tools.map(toTool),
    ...(choice === undefined || choice.mode === '' ? {} : { tool_choice: toToolChoice(choice) }),
    ...(choice?.parallel === undefined ? {} : { parallel_tool_calls: choice.parallel }),
  };
}

function toTool(tool: Tool, index: number): ChatCompletionTool {
  return {
    type: 'function',
    function: {
      name: tool.name,
      ...(tool.description === '' ? {} : { description: tool.description }),
      parameters: schemaOf(tool.parametersJson, `tools[${index}].parameters_json`),
      ...(tool.strict ? { strict: true } : {}),
    },
  };
}

function toToolChoice({ mode, name }: ToolChoice): ChatCompletionToolChoiceOption {
  return mode === 'tool' ? { type: 'function', function: { name } } : (mode as 'auto' | 'none' | 'required');
}

function formatOf(format: ResponseFormat | undefined): Partial<OpenAiRequest> {
  if (format === undefined || format.type === '' || format.type === 'text') return {};
  if (format.type === 'json') return { response_format: { type: 'json_object' } };
  const schema = schemaOf(format.schemaJson, 'response_format.schema_json');
  return { response_format: { type: 'json_schema', json_schema: { name: format.name || 'answer', schema, ...(format.strict ? { strict: true } : {}) } } };
}

function withoutNames(messages: readonly Message[], { warn }: Pick<ProviderContext, 'warn'>): Message[] {
  if (messages.some(({ name }) => name !== '')) warn(dropped('messages.name', 'this provider does not take it'));
  return messages.map((message) => ({ ...message, name: '' }));
}
