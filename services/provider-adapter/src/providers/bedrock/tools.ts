// Tools: https://docs.aws.amazon.com/bedrock/latest/userguide/tool-use.html
import type { ToolChoice } from '@switchyard/proto/common/v1/chat';
import type { ChatOrder } from '../../adapter/chat-order.js';
import type { ProviderContext } from '../../adapter/provider.js';
import { cannotSay, dropped, schemaOf } from '../../toolkit/index.js';

export function toolsOf({ messages, parameters: { tools, toolChoice } }: Pick<ChatOrder, 'messages' | 'parameters'>, { warn }: Pick<ProviderContext, 'warn'>): Record<string, unknown> {
  if (tools.length === 0) return {};
  if (toolChoice?.mode === 'none') {
    const hasCalls = messages.some(({ parts }) => parts.some(({ content }) => content.case === 'toolCall' || content.case === 'toolResult'));
    if (hasCalls) throw cannotSay('tool_choice.mode', 'this API wants the tools of earlier calls, and has no way to forbid them.');
    // A tool that is not named cannot be called.
    return {};
  }
  if (toolChoice?.parallel !== undefined) warn(dropped('tool_choice.parallel', 'the model decides it here'));
  const specs = tools.map(({ name, description, parametersJson, strict }, index) => ({
    toolSpec: { name, ...(description === '' ? {} : { description }), inputSchema: { json: schemaOf(parametersJson, `tools[${index}].parameters_json`) }, ...(strict ? { strict } : {}) },
  }));
  const choice = choiceOf(toolChoice);
  return { toolConfig: { tools: specs, ...(choice === undefined ? {} : { toolChoice: choice }) } };
}

function choiceOf(choice: ToolChoice | undefined): object | undefined {
  switch (choice?.mode ?? '') {
    case '':
      return undefined;
    case 'required':
      return { any: {} };
    case 'tool':
      return { tool: { name: choice!.name } };
    default:
      return { auto: {} };
  }
}
