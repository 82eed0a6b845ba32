// The dialect's metadata are our labels.
import { fault, object } from '../http/read.js';

export function labelsOf(value: unknown): Record<string, string> {
  if (value === undefined || value === null) return {};
  return Object.fromEntries(Object.entries(object(value, 'metadata')).map(([name, entry]) => {
    if (typeof entry !== 'string') throw fault(`metadata.${name}`, 'it is not a string', 'Send strings.');
    return [name, entry];
  }));
}
