// Reads the tools of a call and the choice among them: https://platform.openai.com/docs/guides/function-calling
//
// `strict` decides: true is checked; unsaid, the schema is made strict where it can be and is not strict where it cannot.
// About null the vendor's pages say nothing; it counts as true here, so that nobody relies on it.

import type { Tool, ToolChoice } from '../../../answers/request.js';
import { isObject } from '../../../http/json.js';
import type { JsonObject } from '../../../http/json.js';
import { allow, flagOf, listOf, objectOf, oneOf, textOf } from './fields.js';
import { missing, refusal, wrongType } from './refusals.js';
import { makeStrict, strictMistake } from './strict-schema.js';

export interface ReadTool extends Tool {
  /** As the answer repeats it. */
  shown: JsonObject;
}

const namePattern = /^[a-zA-Z0-9_-]+$/;

export function readTools(value: unknown): ReadTool[] {
  return listOf(value, 'tools').map((tool, index) => readTool(tool, `tools[${index}]`));
}

function readTool(tool: unknown, where: string): ReadTool {
  if (!isObject(tool)) throw wrongType(where, 'an object', tool);
  if (tool['type'] === undefined) throw missing(`${where}.type`);
  if (tool['type'] !== 'function') throw refusal({ param: `${where}.type`, code: 'invalid_value', message: `sandbox: it calls functions, and has no tool of the type '${String(tool['type'])}'.` });
  const name = textOf(tool['name'], `${where}.name`);
  if (name === undefined) throw missing(`${where}.name`);
  if (!namePattern.test(name)) throw refusal({ param: `${where}.name`, code: 'invalid_value', message: `Invalid '${where}.name': string does not match pattern. Expected a string that matches the pattern '${namePattern.source}'.` });
  allow(tool, where, ['type', 'name', 'description', 'parameters', 'strict', 'allowed_callers', 'async', 'defer_loading', 'output_schema']);
  const { schema, strict } = readSchema(tool, where, name);
  return { name, schema, shown: { type: 'function', description: textOf(tool['description'], `${where}.description`) ?? null, name, parameters: schema, strict } };
}

function readSchema(tool: JsonObject, where: string, name: string): { schema: JsonObject | null; strict: boolean } {
  const schema = objectOf(tool['parameters'], `${where}.parameters`);
  const strict = flagOf(tool['strict'], `${where}.strict`) ?? (tool['strict'] === null ? true : undefined);
  if (schema === undefined) return { schema: null, strict: strict ?? true };
  const wrong = (mistake: string): Error => refusal({ param: `${where}.parameters`, code: 'invalid_function_parameters', message: `Invalid schema for function '${name}': ${mistake}` });
  if (schema['type'] !== 'object') throw wrong(`schema must be a JSON Schema of 'type: "object"', got 'type: "${String(schema['type'] ?? 'None')}"'.`);
  if (strict === undefined) {
    const made = makeStrict(schema);
    return { schema: made ?? schema, strict: made !== undefined };
  }
  const mistake = strict ? strictMistake(schema) : undefined;
  if (mistake !== undefined) throw wrong(mistake);
  return { schema, strict };
}

export function readToolChoice(value: unknown, tools: readonly Tool[]): ToolChoice {
  if (value == null) return tools.length > 0 ? 'auto' : 'none';
  if (value === 'none' || value === 'auto') return tools.length > 0 ? value : 'none';
  if (value === 'required') {
    if (tools.length === 0) throw refusal({ param: 'tool_choice', code: undefined, message: "Tool choice 'required' must be specified with 'tools' parameter." });
    return value;
  }
  if (!isObject(value)) throw wrongType('tool_choice', "one of an object or 'none', 'auto', 'required'", value);
  return value['type'] === 'allowed_tools' ? readAllowed(value, tools) : named(value, tools, 'tool_choice');
}

function readAllowed(value: JsonObject, tools: readonly Tool[]): ToolChoice {
  allow(value, 'tool_choice', ['type', 'mode', 'tools']);
  const mode = oneOf(value['mode'], 'tool_choice.mode', ['auto', 'required']);
  const [first] = listOf(value['tools'], 'tool_choice.tools').map((tool, index) => named(tool, tools, `tool_choice.tools[${index}]`));
  if (first === undefined) throw missing('tool_choice.tools');
  return mode === 'required' ? first : 'auto';
}

function named(value: unknown, tools: readonly Tool[], where: string): { name: string } {
  if (!isObject(value)) throw wrongType(where, 'an object', value);
  oneOf(value['type'], `${where}.type`, ['function']);
  allow(value, where, ['type', 'name']);
  const name = textOf(value['name'], `${where}.name`);
  if (name === undefined) throw missing(`${where}.name`);
  if (!tools.some((tool) => tool.name === name)) throw refusal({ param: 'tool_choice', code: undefined, message: `Tool choice '${name}' not found in 'tools' parameter.` });
  return { name };
}
