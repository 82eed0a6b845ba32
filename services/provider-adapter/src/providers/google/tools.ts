// Functions the model may call: https://ai.google.dev/gemini-api/docs/function-calling
import type { FunctionCallingConfig, FunctionDeclaration } from '@google/genai';
import type { ChatParameters, ToolChoice } from '@switchyard/proto/common/v1/chat';
import type { ProviderContext } from '../../adapter/provider.js';
import { dropped, schemaOf } from '../../toolkit/index.js';

export function toolsOf({ tools, toolChoice }: Pick<ChatParameters, 'tools' | 'toolChoice'>, { warn }: Pick<ProviderContext, 'warn'>): Record<string, unknown> {
  if (tools.length === 0) return {};
  if (tools.some(({ strict }) => strict)) warn(dropped('tools.strict', 'this API has no such promise for single tools'));
  if (toolChoice?.parallel === false) warn(dropped('tool_choice.parallel', 'this API decides itself how many tools are called at once'));
  const functionDeclarations = tools.map(({ name, description, parametersJson }, index): FunctionDeclaration => ({
    name,
    ...(description === '' ? {} : { description }),
    // A function without parameters has no schema at all here.
    ...(parametersJson === '' ? {} : { parametersJsonSchema: schemaOf(parametersJson, `tools[${index}].parameters_json`) }),
  }));
  const functionCallingConfig = choiceOf(toolChoice);
  return { tools: [{ functionDeclarations }], ...(functionCallingConfig === undefined ? {} : { toolConfig: { functionCallingConfig } }) };
}

function choiceOf(choice: ToolChoice | undefined): FunctionCallingConfig | undefined {
  switch (choice?.mode ?? '') {
    case '':
      return undefined;
    case 'none':
      return { mode: 'NONE' as FunctionCallingConfig['mode'] & string };
    case 'required':
      return { mode: 'ANY' as FunctionCallingConfig['mode'] & string };
    case 'tool':
      return { mode: 'ANY' as FunctionCallingConfig['mode'] & string, allowedFunctionNames: [choice!.name] };
    default:
      return { mode: 'AUTO' as FunctionCallingConfig['mode'] & string };
  }
}
