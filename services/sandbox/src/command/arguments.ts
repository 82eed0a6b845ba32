// Reads the command line. Pure: the text in, the options or a helpful error out.

import { parseArgs } from 'node:util';

import { dialectNames, dialects, findDialect } from '../dialects/index.js';
import type { PortOptions, SandboxOptions } from '../start-sandbox.js';

/** Thrown for a command line that cannot be read; the message is for the person who typed it. */
export class UsageError extends Error {}

export type Command = { help: true } | { help: false; options: SandboxOptions };

export function readArguments(args: readonly string[]): Command {
  const values = parse(args);
  if (values['help'] === true) return { help: true };
  const ports: PortOptions[] = [];
  for (const dialect of Object.keys(dialects)) {
    const port = values[`${dialect}-port`];
    if (typeof port === 'string') ports.push({ name: dialect, dialect, port: readNumber(`--${dialect}-port`, port, 65_535) });
  }
  for (const written of (values['port'] as string[] | undefined) ?? []) ports.push(readPort(written));
  // With nothing asked for, every vendor on a port of the system's choosing.
  if (ports.length === 0) ports.push(...Object.keys(dialects).map((dialect) => ({ name: dialect, dialect, port: 0 })));
  return {
    help: false,
    options: {
      ports,
      controlPort: readNumber('--control-port', (values['control-port'] as string | undefined) ?? '0', 65_535),
      seed: readNumber('--seed', (values['seed'] as string | undefined) ?? '1', 4_294_967_295),
      host: values['host'] as string | undefined,
      priceFile: values['prices'] as string | undefined,
    },
  };
}

function parse(args: readonly string[]): Record<string, unknown> {
  const text = { type: 'string' } as const;
  const vendorPorts = Object.fromEntries(Object.keys(dialects).map((dialect) => [`${dialect}-port`, text]));
  try {
    return parseArgs({
      args: [...args],
      options: {
        ...vendorPorts,
        port: { type: 'string', multiple: true },
        'control-port': text,
        seed: text,
        host: text,
        prices: text,
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function readPort(written: string): PortOptions {
  const match = /^([a-z0-9][a-z0-9-]*)=([a-z0-9-]+):(\d+)$/.exec(written);
  if (match === null) throw new UsageError(`--port ${written}: write it as name=dialect:port, for example openai-b=openai:4011`);
  const [, name = '', dialect = '', port = ''] = match;
  if (findDialect(dialect) === undefined) throw new UsageError(`--port ${written}: there is no dialect "${dialect}"; there are ${dialectNames().join(', ')}`);
  return { name, dialect, port: readNumber(`--port ${name}`, port, 65_535) };
}

function readNumber(option: string, written: string, max: number): number {
  const value = /^\d{1,10}$/.test(written) ? Number(written) : Number.NaN;
  if (!(value <= max)) throw new UsageError(`${option} is a whole number from 0 to ${max}, not "${written}"`);
  return value;
}
