// The request body of chat.
import type { ChatRequest, Options, Tool as OllamaTool } from 'ollama';
import type { ResponseFormat, Tool, ToolChoice } from '@switchyard/proto/common/v1/chat';
import type { ChatOrder } from '../../adapter/chat-order.js';
import type { ProviderContext } from '../../adapter/provider.js';
import { cannotSay, dropped, parseJson, schemaOf } from '../../toolkit/index.js';
import { toOllamaMessages } from './messages.js';

export type OllamaRequest = Omit<ChatRequest, 'stream'>;

export function toOllamaRequest(order: ChatOrder, context: Pick<ProviderContext, 'warn' | 'options'>): OllamaRequest {
  const { parameters } = order;
  const format = formatOf(parameters.responseFormat);
  const tools = toolsOf(parameters.tools, parameters.toolChoice, context);
  return {
    ...order.extraFields,
    model: order.model,
    messages: toOllamaMessages(order.messages),
    ...(format === undefined ? {} : { format }),
    ...(tools.length === 0 ? {} : { tools }),
    ...thinkOf(order, context),
    options: optionsOf(order, context),
  };
}

function optionsOf({ parameters, maxOutputTokens, contextWindow, extraFields }: ChatOrder, { options }: Pick<ProviderContext, 'options'>): Partial<Options> {
  const window = windowOf(contextWindow, options['num_ctx']);
  return {
    ...(typeof extraFields['options'] === 'object' ? extraFields['options'] : {}),
    num_predict: maxOutputTokens,
    ...(window === undefined ? {} : { num_ctx: window }),
    ...(parameters.temperature === undefined ? {} : { temperature: parameters.temperature }),
    ...(parameters.topP === undefined ? {} : { top_p: parameters.topP }),
    ...(parameters.frequencyPenalty === undefined ? {} : { frequency_penalty: parameters.frequencyPenalty }),
    ...(parameters.presencePenalty === undefined ? {} : { presence_penalty: parameters.presencePenalty }),
    ...(parameters.randomSeed === undefined ? {} : { seed: Number(parameters.randomSeed) }),
    ...(parameters.stop.length === 0 ? {} : { stop: [...parameters.stop] }),
  };
}

/** The window that the catalog promises, or the operator's own smaller one: memory for it is taken on the server. */
function windowOf(contextWindow: number, option: string | undefined): number | undefined {
  const own = option === undefined ? undefined : parseJson(option);
  if (typeof own === 'number' && Number.isSafeInteger(own) && own > 0) return own;
  return contextWindow > 0 ? contextWindow : undefined;
}

function toolsOf(tools: readonly Tool[], choice: ToolChoice | undefined, { warn }: Pick<ProviderContext, 'warn'>): OllamaTool[] {
  // Ollama has no tool_choice: a model calls when it likes.
  if (choice?.mode === 'none') return [];
  if (choice?.mode === 'required' || choice?.mode === 'tool') throw cannotSay('tool_choice', 'this provider cannot be made to call a tool.');
  if (choice?.parallel !== undefined) warn(dropped('tool_choice.parallel', 'this API does not have it'));
  return tools.map((tool, index) => {
    const parameters = schemaOf(tool.parametersJson, `tools[${index}].parameters_json`) as OllamaTool['function']['parameters'];
    return { type: 'function', function: { name: tool.name, description: tool.description, parameters } };
  });
}

function thinkOf({ model, parameters }: ChatOrder, { warn }: Pick<ProviderContext, 'warn'>): Pick<OllamaRequest, 'think'> {
  const effort = parameters.reasoningEffort;
  if (parameters.thinkingBudgetTokens !== undefined) warn(dropped('thinking_budget_tokens', 'this API does not have it'));
  if (parameters.thinkingDisplay !== '') warn(dropped('thinking_display', 'this API does not have it'));
  if (effort === '') return {};
  if (effort === 'none') return { think: false };
  // Only gpt-oss knows degrees: https://docs.ollama.com/capabilities/thinking
  return { think: /gpt-oss/.test(model) ? (effort === 'minimal' ? 'low' : (effort as 'low' | 'medium' | 'high')) : true };
}

function formatOf(format: ResponseFormat | undefined): string | object | undefined {
  if (format === undefined || format.type === '' || format.type === 'text') return undefined;
  return format.type === 'json' ? 'json' : schemaOf(format.schemaJson, 'response_format.schema_json');
}
