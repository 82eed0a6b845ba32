// Tools, their choice and the answer's format, from the dialect to ours.
import type { MessageInitShape } from '@bufbuild/protobuf';
import type { ResponseFormatSchema, ToolChoiceSchema, ToolSchema } from '@switchyard/proto/common/v1/chat';
import { cacheHintOf } from '../http/cache-hint.js';
import { checkKnown, isNothing, notServed } from '../http/fields.js';
import { fault, list, object, optional, text, type Json } from '../http/read.js';

// eager_input_streaming asks for arguments as they come, and arguments always come so here.
const toolFields: ReadonlySet<string> = new Set(['type', 'name', 'description', 'input_schema', 'strict', 'cache_control', 'eager_input_streaming', 'allowed_callers', 'defer_loading']);

export function parseTools(value: unknown): MessageInitShape<typeof ToolSchema>[] {
  if (isNothing(value)) return [];
  return list(value, 'tools').map((entry, index) => parseTool(object(entry, `tools[${index}]`), `tools[${index}]`));
}

function parseTool(tool: Json, path: string): MessageInitShape<typeof ToolSchema> {
  const type = text(tool, 'type', path);
  if (type !== '' && type !== 'custom') throw fault(`${path}.type`, `"${type}" is run by one vendor at a price and is not served`, 'Use custom, or leave the type out.');
  checkKnown(tool, toolFields, path);
  if (tool['defer_loading'] === true) throw notServed(`${path}.defer_loading`);
  if (!isNothing(tool['allowed_callers']) && list(tool['allowed_callers'], `${path}.allowed_callers`).some((caller) => caller !== 'direct')) throw notServed(`${path}.allowed_callers`);
  const cacheHint = cacheHintOf(tool['cache_control'], `${path}.cache_control`);
  return {
    name: text(tool, 'name', path),
    description: text(tool, 'description', path),
    parametersJson: JSON.stringify(object(tool['input_schema'], `${path}.input_schema`)),
    strict: optional<boolean>(tool, 'strict', path, 'boolean') ?? false,
    ...(cacheHint === undefined ? {} : { cacheHint }),
  };
}

const modes: Readonly<Record<string, string>> = { auto: 'auto', any: 'required', none: 'none', tool: 'tool' };

export function parseToolChoice(value: unknown): MessageInitShape<typeof ToolChoiceSchema> | undefined {
  if (isNothing(value)) return undefined;
  const choice = object(value, 'tool_choice');
  checkKnown(choice, new Set(['type', 'name', 'disable_parallel_tool_use']), 'tool_choice');
  const type = text(choice, 'type', 'tool_choice');
  const mode = Object.hasOwn(modes, type) ? modes[type] : undefined;
  if (mode === undefined) throw fault('tool_choice.type', `"${type}" is not known`, 'Use auto, any, tool or none.');
  const single = optional<boolean>(choice, 'disable_parallel_tool_use', 'tool_choice', 'boolean');
  return { mode, name: text(choice, 'name', 'tool_choice'), ...(single === undefined ? {} : { parallel: !single }) };
}

/** https://docs.claude.com/en/docs/build-with-claude/structured-outputs; output_format is its older place. */
export function parseFormat(body: Json): MessageInitShape<typeof ResponseFormatSchema> | undefined {
  const config = isNothing(body['output_config']) ? {} : object(body['output_config'], 'output_config');
  checkKnown(config, new Set(['effort', 'format']), 'output_config');
  const [value, path] = isNothing(config['format']) ? [body['output_format'], 'output_format'] : [config['format'], 'output_config.format'];
  if (isNothing(value)) return undefined;
  const format = object(value, path);
  checkKnown(format, new Set(['type', 'schema', 'name']), path);
  if (format['type'] !== 'json_schema') throw fault(`${path}.type`, `"${String(format['type'])}" is not known`, 'Use json_schema.');
  return { type: 'json_schema', name: text(format, 'name', path) || 'answer', schemaJson: JSON.stringify(object(format['schema'], `${path}.schema`)), strict: true };
}
