// Tools, their choice and the answer's format, from the dialect to ours.
import type { MessageInitShape } from '@bufbuild/protobuf';
import type { ResponseFormatSchema, ToolChoiceSchema, ToolSchema } from '@switchyard/proto/common/v1/chat';
import { checkKnown } from '../http/fields.js';
import { schemaText } from './schema-text.js';
import { fault, list, object, optional, text } from '../http/read.js';

export function parseTools(value: unknown): MessageInitShape<typeof ToolSchema>[] {
  if (value === undefined || value === null) return [];
  return list(value, 'tools').map((entry, index) => {
    const path = `tools[${index}]`;
    const tool = object(entry, path);
    const type = text(tool, 'type', path);
    if (type !== 'function') throw fault(`${path}.type`, `"${type}" is not served`, 'Use function.');
    checkKnown(tool, new Set(['type', 'function']), path);
    const described = object(tool['function'], `${path}.function`);
    checkKnown(described, new Set(['name', 'description', 'parameters', 'strict']), `${path}.function`);
    return {
      name: text(described, 'name', `${path}.function`),
      description: text(described, 'description', `${path}.function`),
      parametersJson: described['parameters'] === undefined || described['parameters'] === null ? '' : JSON.stringify(object(described['parameters'], `${path}.function.parameters`)),
      strict: optional<boolean>(described, 'strict', `${path}.function`, 'boolean') ?? false,
    };
  });
}

export function parseToolChoice(value: unknown, parallel: boolean | undefined): MessageInitShape<typeof ToolChoiceSchema> | undefined {
  if (value === undefined || value === null) return parallel === undefined ? undefined : { mode: '', parallel };
  if (typeof value === 'string') {
    if (!['auto', 'none', 'required'].includes(value)) throw fault('tool_choice', `"${value}" is not known`, 'Use auto, none, required or a function.');
    return { mode: value, parallel };
  }
  const choice = object(value, 'tool_choice');
  if (choice['type'] !== 'function') throw fault('tool_choice.type', `"${String(choice['type'])}" is not served`, 'Use function.');
  return { mode: 'tool', name: text(object(choice['function'], 'tool_choice.function'), 'name', 'tool_choice.function'), parallel };
}

export function parseResponseFormat(value: unknown): MessageInitShape<typeof ResponseFormatSchema> | undefined {
  if (value === undefined || value === null) return undefined;
  const format = object(value, 'response_format');
  const type = text(format, 'type', 'response_format');
  if (type === 'text') return { type: 'text' };
  if (type === 'json_object') return { type: 'json' };
  if (type !== 'json_schema') throw fault('response_format.type', `"${type}" is not known`, 'Use text, json_object or json_schema.');
  const described = object(format['json_schema'], 'response_format.json_schema');
  checkKnown(described, new Set(['name', 'description', 'schema', 'strict']), 'response_format.json_schema');
  return {
    type: 'json_schema',
    name: text(described, 'name', 'response_format.json_schema'),
    schemaJson: schemaText(described, 'response_format.json_schema'),
    strict: optional<boolean>(described, 'strict', 'response_format.json_schema', 'boolean') ?? false,
  };
}
