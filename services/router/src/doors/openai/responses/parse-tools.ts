// Tools, their choice and the answer's format, from the dialect to ours.
import type { MessageInitShape } from '@bufbuild/protobuf';
import type { ResponseFormatSchema, ToolChoiceSchema, ToolSchema } from '@switchyard/proto/common/v1/chat';
import { checkKnown, isNothing, notServed } from '../../http/fields.js';
import { fault, list, object, optional, text } from '../../http/read.js';
import { schemaText } from '../schema-text.js';

export function parseTools(value: unknown): MessageInitShape<typeof ToolSchema>[] {
  if (isNothing(value)) return [];
  return list(value, 'tools').map((entry, index) => {
    const path = `tools[${index}]`;
    const tool = object(entry, path);
    const type = text(tool, 'type', path);
    if (type !== 'function') throw fault(`${path}.type`, `"${type}" is run by one vendor at a price and is not served`, 'Use function.');
    checkKnown(tool, new Set(['type', 'name', 'description', 'parameters', 'strict']), path);
    return {
      name: text(tool, 'name', path),
      description: text(tool, 'description', path),
      parametersJson: isNothing(tool['parameters']) ? '' : JSON.stringify(object(tool['parameters'], `${path}.parameters`)),
      strict: optional<boolean>(tool, 'strict', path, 'boolean') ?? false,
    };
  });
}

export function parseToolChoice(value: unknown, parallel: boolean | undefined): MessageInitShape<typeof ToolChoiceSchema> | undefined {
  if (isNothing(value)) return parallel === undefined ? undefined : { mode: '', parallel };
  if (typeof value === 'string') {
    if (!['auto', 'none', 'required'].includes(value)) throw fault('tool_choice', `"${value}" is not known`, 'Use auto, none, required or a function.');
    return { mode: value, parallel };
  }
  const choice = object(value, 'tool_choice');
  if (choice['type'] !== 'function') throw fault('tool_choice.type', `"${String(choice['type'])}" is not served`, 'Use function.');
  return { mode: 'tool', name: text(choice, 'name', 'tool_choice'), parallel };
}

export function parseFormat(value: unknown): MessageInitShape<typeof ResponseFormatSchema> | undefined {
  if (isNothing(value)) return undefined;
  const config = object(value, 'text');
  checkKnown(config, new Set(['format', 'verbosity']), 'text');
  if (!isNothing(config['verbosity'])) throw notServed('text.verbosity');
  if (isNothing(config['format'])) return undefined;
  const format = object(config['format'], 'text.format');
  const type = text(format, 'type', 'text.format');
  if (type === 'text') return { type: 'text' };
  if (type === 'json_object') return { type: 'json' };
  if (type !== 'json_schema') throw fault('text.format.type', `"${type}" is not known`, 'Use text, json_object or json_schema.');
  checkKnown(format, new Set(['type', 'name', 'description', 'schema', 'strict']), 'text.format');
  return {
    type: 'json_schema',
    name: text(format, 'name', 'text.format'),
    schemaJson: schemaText(format, 'text.format'),
    strict: optional<boolean>(format, 'strict', 'text.format', 'boolean') ?? false,
  };
}
