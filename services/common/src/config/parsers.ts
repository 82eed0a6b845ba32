// From the text of a variable to its value, or undefined when the text has not the wanted shape. Pure.
import { DURATION_MS_MAX, PORT_MAX } from './limits.js';

export interface HostPort {
  readonly host: string;
  readonly port: number;
}

export interface Range {
  readonly min?: number;
  readonly max?: number;
}

/** Decimal digits only: `1e3`, `0x10`, `1_000` and `٣` are refused, because another program would read them otherwise. */
export function parseInteger(text: string, { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER }: Range = {}): number | undefined {
  if (!/^[+-]?[0-9]+$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) && value >= min && value <= max ? value : undefined;
}

export function parseNumber(text: string, { min = -Infinity, max = Infinity }: Range = {}): number | undefined {
  if (!/^[+-]?[0-9]+(\.[0-9]+)?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) && value >= min && value <= max ? value : undefined;
}

export function parsePort(text: string): number | undefined {
  return parseInteger(text, { min: 0, max: PORT_MAX });
}

export function parseBoolean(text: string): boolean | undefined {
  const word = text.toLowerCase();
  if (word === 'true' || word === '1' || word === 'yes' || word === 'on') return true;
  if (word === 'false' || word === '0' || word === 'no' || word === 'off') return false;
  return undefined;
}

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `250`, `250ms`, `5s`, `2m`, `1h`, `1d`; a bare number is milliseconds, because such variables end in _MS. */
export function parseDurationMs(text: string, { min = 0, max = DURATION_MS_MAX }: Range = {}): number | undefined {
  const match = /^([0-9]+)(ms|s|m|h|d)?$/.exec(text);
  if (match === null) return undefined;
  const value = Number(match[1]) * (UNIT_MS[match[2] ?? 'ms'] ?? 1);
  return value >= min && value <= max ? value : undefined;
}

/** `host:port`; an IPv6 address stands in brackets, which are not part of the returned host. */
export function parseHostPort(text: string): HostPort | undefined {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^\s:/@?#[\]]+)):([0-9]+)$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = parsePort(match?.[3] ?? '');
  return host === undefined || port === undefined ? undefined : { host, port };
}

/** Returns the text as it was given: drivers read more from it than the WHATWG parser keeps. */
export function parseUrl(text: string, protocols: readonly string[]): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, host } = new URL(text);
  return host !== '' && protocols.includes(protocol.slice(0, -1)) ? text : undefined;
}

/** Comma-separated; blanks around an entry and empty entries (a trailing comma) do not count. */
export function parseList(text: string): readonly string[] {
  return text.split(',').map((entry) => entry.trim()).filter((entry) => entry !== '');
}
