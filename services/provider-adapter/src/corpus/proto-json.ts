// Whether a body is JSON of a message as its vendor publishes it: every field known by its name on the wire, every value of
// its kind. Readers of proto3 JSON pass over what they do not know; a corpus must not have it.
import { Enum, MapField, Type, type Field } from 'protobufjs';

/** What is wrong, each with its path; empty when nothing is. */
export function flawsOf(type: Type, value: unknown, path: string = type.name): string[] {
  const special = specials[type.fullName] ?? wrapped(type.fullName);
  if (special !== undefined) return special(value) ? [] : [`${path}: not a ${type.name}`];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path}: not an object`];
  return Object.entries(value).flatMap(([name, part]) => {
    const field = type.fields[name];
    return field === undefined ? [`${path}.${name}: no such field`] : flawsOfField(field, part, `${path}.${name}`);
  });
}

function flawsOfField(field: Field, value: unknown, path: string): string[] {
  field.resolve();
  if (field instanceof MapField) return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, part]) => flawsOfOne(field, part, `${path}[${key}]`)) : [`${path}: not a map`];
  if (!field.repeated) return flawsOfOne(field, value, path);
  return Array.isArray(value) ? value.flatMap((item, index) => flawsOfOne(field, item, `${path}[${index}]`)) : [`${path}: not a list`];
}

function flawsOfOne({ resolvedType, type }: Field, value: unknown, path: string): string[] {
  if (resolvedType instanceof Type) return flawsOf(resolvedType, value, path);
  if (resolvedType instanceof Enum) return isOfEnum(resolvedType, value) ? [] : [`${path}: ${String(value)} is no ${resolvedType.name}`];
  return scalars[type]?.(value) === true ? [] : [`${path}: ${String(value)} is no ${type}`];
}

function isOfEnum({ values }: Enum, value: unknown): boolean {
  return typeof value === 'string' ? Object.hasOwn(values, value) : Object.values(values).includes(value as number);
}

const isWhole = (from: number, to: number) => (value: unknown): boolean => Number.isInteger(value) && (value as number) >= from && (value as number) <= to;
const isLong = (value: unknown): boolean => typeof value === 'string' && /^-?[0-9]{1,20}$/.test(value);
const isText = (value: unknown): boolean => typeof value === 'string';
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
const int32 = isWhole(-(2 ** 31), 2 ** 31 - 1);

/** https://protobuf.dev/programming-guides/json/ */
const scalars: Readonly<Record<string, (value: unknown) => boolean>> = {
  double: Number.isFinite, float: Number.isFinite, int32, sint32: int32, sfixed32: int32, uint32: isWhole(0, 2 ** 32 - 1), fixed32: isWhole(0, 2 ** 32 - 1),
  int64: isLong, sint64: isLong, sfixed64: isLong, uint64: isLong, fixed64: isLong, bool: (value) => typeof value === 'boolean', string: isText,
  bytes: (value) => typeof value === 'string' && /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value),
};

/** Messages whose JSON is not their fields. */
const specials: Readonly<Record<string, (value: unknown) => boolean>> = {
  '.google.protobuf.Timestamp': (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(value),
  '.google.protobuf.Duration': (value) => typeof value === 'string' && /^-?[0-9]+(?:\.[0-9]{1,9})?s$/.test(value),
  '.google.protobuf.Struct': isObject,
  '.google.protobuf.Any': (value) => isObject(value) && isText((value as Record<string, unknown>)['@type']),
};

/** A scalar that may be absent travels as the scalar. */
function wrapped(fullName: string): ((value: unknown) => boolean) | undefined {
  const [, name] = /^\.google\.protobuf\.(Bool|Bytes|Double|Float|U?Int(?:32|64)|String)Value$/.exec(fullName) ?? [];
  return name === undefined ? undefined : scalars[name.toLowerCase()];
}
