// The request body of messages.
import type { MessageCreateParamsNonStreaming, Tool as AnthropicTool, ToolChoice as AnthropicToolChoice } from '@anthropic-ai/sdk/resources/messages';
import type { ResponseFormat, Tool, ToolChoice } from '@switchyard/proto/common/v1/chat';
import type { ChatOrder } from '../../adapter/chat-order.js';
import type { ProviderContext } from '../../adapter/provider.js';
import { cannotSay, dropped, schemaOf } from '../../toolkit/index.js';
import { cacheOf } from './blocks.js';
import { toAnthropicMessages } from './messages.js';
import { samplingOf, type Sampling } from './sampling.js';
import { thinkingOf } from './thinking.js';

export type AnthropicRequest = Omit<MessageCreateParamsNonStreaming, 'stream'> & Sampling;

export function toAnthropicRequest(order: ChatOrder, context: Pick<ProviderContext, 'warn'>): AnthropicRequest {
  const { parameters } = order;
  warnOfKnobs(order, context);
  const format = formatOf(parameters.responseFormat);
  const { effort, ...thinking } = thinkingOf(order, context);
  return {
    ...order.extraFields,
    model: order.model,
    max_tokens: order.maxOutputTokens,
    ...toAnthropicMessages(order.messages, context),
    ...samplingOf(order, context),
    ...(parameters.stop.length === 0 ? {} : { stop_sequences: [...parameters.stop] }),
    ...thinking,
    ...(format === undefined && effort === undefined ? {} : { output_config: { ...(format === undefined ? {} : { format }), ...(effort === undefined ? {} : { effort }) } }),
    ...toolsOf(parameters.tools, parameters.toolChoice),
    ...(order.endUser === '' ? {} : { metadata: { user_id: order.endUser } }),
    ...(order.serviceTier === '' ? {} : { service_tier: order.serviceTier as 'auto' }),
  };
}

function warnOfKnobs({ parameters }: ChatOrder, { warn }: Pick<ProviderContext, 'warn'>): void {
  const why = 'this API does not have it';
  if ((parameters.frequencyPenalty ?? 0) !== 0) warn(dropped('frequency_penalty', why));
  if ((parameters.presencePenalty ?? 0) !== 0) warn(dropped('presence_penalty', why));
  if (parameters.randomSeed !== undefined) warn(dropped('random_seed', why));
}

function toolsOf(tools: readonly Tool[], choice: ToolChoice | undefined): Partial<AnthropicRequest> {
  if (tools.length === 0) return {};
  const toolChoice = toToolChoice(choice);
  return { tools: tools.map(toTool), ...(toolChoice === undefined ? {} : { tool_choice: toolChoice }) };
}

function toTool(tool: Tool, index: number): AnthropicTool {
  return {
    name: tool.name,
    ...(tool.description === '' ? {} : { description: tool.description }),
    input_schema: schemaOf(tool.parametersJson, `tools[${index}].parameters_json`) as AnthropicTool['input_schema'],
    ...(tool.strict ? { strict: true } : {}),
    ...cacheOf(tool.cacheHint),
  };
}

function toToolChoice(choice: ToolChoice | undefined): AnthropicToolChoice | undefined {
  if (choice === undefined || (choice.mode === '' && choice.parallel === undefined)) return undefined;
  const parallel = choice.parallel === undefined ? {} : { disable_parallel_tool_use: !choice.parallel };
  switch (choice.mode) {
    case 'none':
      return { type: 'none' };
    case 'required':
      return { type: 'any', ...parallel };
    case 'tool':
      return { type: 'tool', name: choice.name, ...parallel };
    default:
      return { type: 'auto', ...parallel };
  }
}

/** https://docs.claude.com/en/docs/build-with-claude/structured-outputs */
function formatOf(format: ResponseFormat | undefined): { type: 'json_schema'; schema: Record<string, unknown> } | undefined {
  if (format === undefined || format.type === '' || format.type === 'text') return undefined;
  if (format.type === 'json') throw cannotSay('response_format.type', 'this provider gives JSON by a schema only; use json_schema.');
  return { type: 'json_schema', schema: schemaOf(format.schemaJson, 'response_format.schema_json') };
}
