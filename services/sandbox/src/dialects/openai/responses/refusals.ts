// The refusals of the responses API, each with the code that goes with its sentence.

import { Refusal } from '../../failure.js';

interface Words {
  param: string | undefined;
  code: string | undefined;
  message: string;
  status?: number;
}

export function refusal({ param, code, message, status }: Words): Refusal {
  return new Refusal({ kind: 'invalid_request', subject: param, code, message, status });
}

export function missing(param: string): Refusal {
  return refusal({ param, code: 'missing_required_parameter', message: `Missing required parameter: '${param}'.` });
}

export function unknown(param: string): Refusal {
  return refusal({ param, code: 'unknown_parameter', message: `Unknown parameter: '${param}'.` });
}

export function unsupported(param: string): Refusal {
  return refusal({ param, code: 'unsupported_parameter', message: `Unsupported parameter: '${param}' is not supported with this model.` });
}

export function wrongType(param: string, wanted: string, got: unknown): Refusal {
  return refusal({ param, code: 'invalid_type', message: `Invalid type for '${param}': expected ${wanted}, but got ${typeName(got)} instead.` });
}

export function wrongValue(param: string, got: unknown, supported: readonly string[]): Refusal {
  return refusal({ param, code: 'invalid_value', message: `Invalid value: '${String(got)}'. Supported values are: ${supported.map((value) => `'${value}'`).join(', ')}.` });
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'an integer' : 'a decimal number';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
