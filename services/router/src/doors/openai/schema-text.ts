// The schema of a wished answer. Its description stands beside it in this dialect, and inside it everywhere else.
import { object, text, type Json } from '../http/read.js';

/** Throws with the field's path. */
export function schemaText(format: Json, path: string): string {
  const schema = object(format['schema'], `${path}.schema`);
  const description = text(format, 'description', path);
  return JSON.stringify(description === '' || schema['description'] !== undefined ? schema : { ...schema, description });
}
