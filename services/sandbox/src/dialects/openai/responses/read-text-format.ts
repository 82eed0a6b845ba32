// Reads the form that the text is to have: https://platform.openai.com/docs/guides/structured-outputs

import type { JsonObject } from '../../../http/json.js';
import { allow, flagOf, objectOf, oneOf, textOf } from './fields.js';
import { missing, refusal } from './refusals.js';
import { strictMistake } from './strict-schema.js';

export interface TextFormat {
  /** `{}` is any JSON; undefined for prose. */
  schema: JsonObject | undefined;
  /** As the answer repeats it. */
  shown: JsonObject;
}

export function readText(value: unknown, mentionsJson: boolean): TextFormat {
  const text = objectOf(value, 'text') ?? {};
  allow(text, 'text', ['format', 'verbosity']);
  const verbosity = oneOf(text['verbosity'], 'text.verbosity', ['low', 'medium', 'high']) ?? 'medium';
  const { schema, shown } = readFormat(objectOf(text['format'], 'text.format') ?? { type: 'text' }, mentionsJson);
  return { schema, shown: { format: shown, verbosity } };
}

function readFormat(format: JsonObject, mentionsJson: boolean): TextFormat {
  const type = oneOf(format['type'], 'text.format.type', ['text', 'json_object', 'json_schema']);
  if (type === undefined) throw missing('text.format.type');
  if (type === 'json_schema') return readSchema(format);
  allow(format, 'text.format', ['type']);
  if (type === 'text') return { schema: undefined, shown: { type } };
  if (!mentionsJson) throw refusal({ param: 'input', code: undefined, message: "Response input messages must contain the word 'json' in some form to use 'text.format' of type 'json_object'." });
  return { schema: {}, shown: { type } };
}

function readSchema(format: JsonObject): TextFormat {
  allow(format, 'text.format', ['type', 'name', 'schema', 'description', 'strict']);
  const name = textOf(format['name'], 'text.format.name');
  if (name === undefined) throw missing('text.format.name');
  const schema = objectOf(format['schema'], 'text.format.schema');
  if (schema === undefined) throw missing('text.format.schema');
  const strict = flagOf(format['strict'], 'text.format.strict') ?? false;
  const mistake = strict ? strictMistake(schema) : undefined;
  if (mistake !== undefined) throw refusal({ param: 'text.format.schema', code: 'invalid_json_schema', message: `Invalid schema for response_format '${name}': ${mistake}` });
  return { schema, shown: { type: 'json_schema', description: textOf(format['description'], 'text.format.description') ?? null, name, schema, strict } };
}
