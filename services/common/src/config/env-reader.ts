// Typed reads from one environment. A mistake is noted and a stand-in returned, so that one run finds all mistakes;
// readEnv throws before anybody can use the stand-in.
import type { ConfigMistake } from './config-error.js';
import type { Env } from './env.js';
import { DURATION_MS_MAX, PORT_MAX } from './limits.js';
import type { HostPort, Range } from './parsers.js';
import { parseBoolean, parseDurationMs, parseHostPort, parseInteger, parseList, parseNumber, parsePort, parseUrl } from './parsers.js';
import { showPlain, showSecret, showUrl } from './redact.js';

/** Without `default` and without `optional: true` a variable is required. An empty variable counts as not set. */
export interface ReadOptions<T> {
  readonly default?: T;
  readonly optional?: true;
  readonly example?: string;
}
type Read<T, O> = O extends { readonly optional: true } ? T | undefined : T;

interface Shape<T> {
  readonly parse: (text: string) => T | undefined;
  readonly expected: string;
  readonly example: string;
  readonly standIn: T;
  readonly show?: (text: string) => string;
}

export class EnvReader {
  readonly mistakes: ConfigMistake[] = [];
  readonly #env: Env;

  constructor(env: Env) {
    this.#env = env;
  }

  text<const O extends ReadOptions<string>>(name: string, options?: O): Read<string, O> {
    return this.#read(name, { parse: (text) => text, expected: 'a text', example: 'text', standIn: '' }, options);
  }

  optionalText(name: string, options: { readonly example?: string } = {}): string | undefined {
    return this.text(name, { ...options, optional: true });
  }

  /** Like text, but its value is in no message. */
  secret<const O extends ReadOptions<string> & { readonly lengthMin?: number }>(name: string, options?: O): Read<string, O> {
    const lengthMin = options?.lengthMin ?? 1;
    const expected = lengthMin > 1 ? `a secret of at least ${lengthMin} characters` : 'a secret';
    const parse = (text: string) => (text.length >= lengthMin ? text : undefined);
    return this.#read(name, { parse, expected, example: '…', standIn: '', show: showSecret }, options);
  }

  /** A path. Whether the file is there is found by whoever opens it: these readers touch nothing but the environment. */
  file<const O extends ReadOptions<string>>(name: string, options?: O): Read<string, O> {
    const parse = (text: string) => (text.includes('\0') ? undefined : text);
    return this.#read(name, { parse, expected: 'the path of a file', example: '/etc/switchyard/switchyard.yaml', standIn: '' }, options);
  }

  /** The text of the URL, unchanged. `protocols` without the colon; http and https if not said. */
  url<const O extends ReadOptions<string> & { readonly protocols?: readonly string[] }>(name: string, options?: O): Read<string, O> {
    const protocols = options?.protocols ?? guessProtocols(options?.example);
    const expected = `a URL that starts with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`;
    const example = `${protocols[0]}://host:1234`;
    return this.#read(name, { parse: (text) => parseUrl(text, protocols), expected, example, standIn: '', show: showUrl }, options);
  }

  port<const O extends ReadOptions<number>>(name: string, options?: O): Read<number, O> {
    const expected = `a port, 0 (any free one) to ${PORT_MAX}`;
    return this.#read(name, { parse: parsePort, expected, example: '8080', standIn: 0 }, options);
  }

  integer<const O extends ReadOptions<number> & Range>(name: string, options?: O): Read<number, O> {
    const parse = (text: string) => parseInteger(text, options);
    return this.#read(name, { parse, expected: `a whole number${between(options)}`, example: String(options?.min ?? 10), standIn: 0 }, options);
  }

  number<const O extends ReadOptions<number> & Range>(name: string, options?: O): Read<number, O> {
    const parse = (text: string) => parseNumber(text, options);
    return this.#read(name, { parse, expected: `a decimal number${between(options)}`, example: String(options?.min ?? 0.5), standIn: 0 }, options);
  }

  durationMs<const O extends ReadOptions<number> & Range>(name: string, options?: O): Read<number, O> {
    const range = { min: options?.min ?? 0, max: options?.max ?? DURATION_MS_MAX };
    const expected = `a duration in ms, or with a unit of ms, s, m, h or d (${range.min} to ${range.max} ms)`;
    const parse = (text: string) => parseDurationMs(text, range);
    return this.#read(name, { parse, expected, example: `${range.min > 0 ? range.min : 5000}`, standIn: 0 }, options);
  }

  boolean<const O extends ReadOptions<boolean>>(name: string, options?: O): Read<boolean, O> {
    const shape = { parse: parseBoolean, expected: 'true or false (also 1, 0, yes, no, on, off)', example: 'true', standIn: false };
    return this.#read<boolean, O>(name, shape, options);
  }

  oneOf<const T extends string, const O extends ReadOptions<NoInfer<T>>>(name: string, choices: readonly [T, ...T[]], options?: O): Read<T, O> {
    const parse = (text: string) => choices.find((choice) => choice === text);
    return this.#read<T, O>(name, { parse, expected: `one of ${choices.join(', ')}`, example: choices[0], standIn: choices[0] }, options);
  }

  list<const O extends ReadOptions<readonly string[]>>(name: string, options?: O): Read<readonly string[], O> {
    const parse = (text: string) => nonEmpty(parseList(text));
    return this.#read<readonly string[], O>(name, { parse, expected: 'a list with commas between its entries', example: 'one,two', standIn: [] }, options);
  }

  hostPort<const O extends ReadOptions<HostPort>>(name: string, options?: O): Read<HostPort, O> {
    const shape = { parse: parseHostPort, expected: 'host:port (an IPv6 address in brackets)', example: 'localhost:4000', standIn: { host: '', port: 0 } };
    return this.#read<HostPort, O>(name, shape, options);
  }

  /** Notes a mistake that only shows when variables are seen together. `given` is left out if it could be a secret. */
  mistake(mistake: ConfigMistake): void {
    this.mistakes.push(mistake);
  }

  #read<T, O extends ReadOptions<T>>(name: string, shape: Shape<T>, options: O | undefined): Read<T, O> {
    const text = this.#env[name]?.trim() ?? '';
    const value = text === '' ? options?.default : shape.parse(text);
    const missing = text === '' && options?.optional === true;
    if (value === undefined && !missing) {
      const given = text === '' ? undefined : (shape.show ?? showPlain)(text);
      this.mistakes.push({ variable: name, given, expected: shape.expected, example: options?.example ?? shape.example });
      return shape.standIn as Read<T, O>;
    }
    // `Read` only takes undefined away when a variable is not optional, and then a missing one was answered above.
    return value as Read<T, O>;
  }
}

function between({ min, max }: Range = {}): string {
  if (min !== undefined && max !== undefined) return `, ${min} to ${max}`;
  if (min !== undefined) return `, ${min} or more`;
  return max === undefined ? '' : `, ${max} or less`;
}

function nonEmpty(list: readonly string[]): readonly string[] | undefined {
  return list.length > 0 ? list : undefined;
}

/** `example: 'postgres://…'` already says what is wanted, so nobody has to say it twice. */
function guessProtocols(example: string | undefined): readonly string[] {
  const protocol = /^([a-z][a-z0-9+.-]*):\/\//.exec(example ?? '')?.[1];
  if (protocol === undefined || protocol.startsWith('http')) return ['http', 'https'];
  return protocol.startsWith('postgres') ? ['postgres', 'postgresql'] : [protocol];
}
