// The request body of responses: https://platform.openai.com/docs/api-reference/responses/create
import type { ResponseCreateParamsNonStreaming, Tool as ResponseTool } from 'openai/resources/responses/responses';
import type { ResponseFormat, Tool, ToolChoice } from '@switchyard/proto/common/v1/chat';
import type { ChatOrder } from '../../../adapter/chat-order.js';
import type { ProviderContext } from '../../../adapter/provider.js';
import { dropped, isReasoningModel, schemaOf } from '../../../toolkit/index.js';
import { toInput } from './input.js';

type Body = Omit<ResponseCreateParamsNonStreaming, 'stream'>;
type Context = Pick<ProviderContext, 'warn'>;

export function toResponsesRequest(order: ChatOrder, context: Context): Body {
  const { parameters } = order;
  const reasons = order.isReasoning || isReasoningModel(order.model);
  return {
    ...order.extraFields,
    model: order.model,
    input: toInput(order.messages, context.warn),
    max_output_tokens: order.maxOutputTokens,
    // Nothing stays with the vendor; reasoning comes encrypted, to be given back with the calls that it led to.
    store: false,
    ...(reasons ? { include: ['reasoning.encrypted_content'] } : {}),
    ...knobsOf(order, { reasons, warn: context.warn }),
    ...reasoningOf(order, context),
    ...toolsOf(parameters.tools, parameters.toolChoice),
    ...formatOf(parameters.responseFormat),
    ...(order.endUser === '' ? {} : { user: order.endUser }),
    ...(order.serviceTier === '' ? {} : { service_tier: order.serviceTier as 'auto' }),
  };
}

/** Reasoning models take no sampling knobs unless they are the default; nothing here takes the other three. */
function knobsOf({ parameters, model }: ChatOrder, { reasons, warn }: Context & { readonly reasons: boolean }): Partial<Body> {
  const lacks = 'this API does not have it';
  if (parameters.frequencyPenalty !== undefined && parameters.frequencyPenalty !== 0) warn(dropped('frequency_penalty', lacks));
  if (parameters.presencePenalty !== undefined && parameters.presencePenalty !== 0) warn(dropped('presence_penalty', lacks));
  if (parameters.stop.length > 0) warn(dropped('stop', lacks));
  if (parameters.randomSeed !== undefined) warn(dropped('seed', lacks));
  if (!reasons) return { ...(parameters.temperature === undefined ? {} : { temperature: parameters.temperature }), ...(parameters.topP === undefined ? {} : { top_p: parameters.topP }) };
  const why = `${model} is a reasoning model and does not take it`;
  if (parameters.temperature !== undefined && parameters.temperature !== 1) warn(dropped('temperature', why));
  if (parameters.topP !== undefined && parameters.topP !== 1) warn(dropped('top_p', why));
  return {};
}

function reasoningOf({ parameters }: ChatOrder, { warn }: Context): Partial<Body> {
  if (parameters.thinkingBudgetTokens !== undefined) warn(dropped('thinking_budget_tokens', 'this API steers reasoning by reasoning_effort'));
  const effort = parameters.reasoningEffort === '' ? {} : { effort: parameters.reasoningEffort as 'low' };
  // Thoughts themselves are never shown, and a summary only when it is asked for: accounts that are not verified are refused one.
  const summary = parameters.thinkingDisplay === 'summarized' ? { summary: 'auto' as const } : {};
  const reasoning = { ...effort, ...summary };
  return Object.keys(reasoning).length === 0 ? {} : { reasoning };
}

function toolsOf(tools: readonly Tool[], choice: ToolChoice | undefined): Partial<Body> {
  if (tools.length === 0) return {};
  return {
    tools: tools.map(toTool),
    ...(choice === undefined || choice.mode === '' ? {} : { tool_choice: choice.mode === 'tool' ? { type: 'function', name: choice.name } : (choice.mode as 'auto') }),
    ...(choice?.parallel === undefined ? {} : { parallel_tool_calls: choice.parallel }),
  };
}

/** Without a word about it tools are strict here, and a schema that is not made for that is refused. */
function toTool(tool: Tool, index: number): ResponseTool {
  return { type: 'function', name: tool.name, ...(tool.description === '' ? {} : { description: tool.description }), parameters: schemaOf(tool.parametersJson, `tools[${index}].parameters_json`), strict: tool.strict };
}

function formatOf(format: ResponseFormat | undefined): Partial<Body> {
  if (format === undefined || format.type === '' || format.type === 'text') return {};
  if (format.type === 'json') return { text: { format: { type: 'json_object' } } };
  const schema = schemaOf(format.schemaJson, 'response_format.schema_json');
  return { text: { format: { type: 'json_schema', name: format.name || 'answer', schema, strict: format.strict } } };
}
