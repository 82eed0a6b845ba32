// Typed reads of a YAML document that keep the place of everything. A mistake is noted and a stand-in returned, so
// that one run finds all mistakes.
import { isAlias, isMap, isScalar, isSeq, type Document, type LineCounter, type Node, type Pair, type YAMLMap } from 'yaml';
import { parseUsd } from '../money/index.js';
import type { Mistake } from './mistakes.js';
import { nearest } from '../errors/index.js';

export interface Secrets {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Throws when the file cannot be read. */
  readFile(path: string): string;
}

export class Reading {
  readonly mistakes: Mistake[] = [];
  readonly document: Document;
  readonly lines: LineCounter;
  readonly secrets: Secrets;

  constructor(options: { document: Document; lines: LineCounter; secrets: Secrets }) {
    this.document = options.document;
    this.lines = options.lines;
    this.secrets = options.secrets;
  }

  note(offset: number, path: string, what: string, example: string): void {
    const { line, col } = this.lines.linePos(offset);
    this.mistakes.push({ line: Math.max(1, line), column: Math.max(1, col), path, what, example });
  }
}

/** One node with its place. `undefined` nodes read as absent. */
export class Field {
  readonly #reading: Reading;
  readonly #node: Node | undefined;
  readonly #offset: number;
  readonly path: string;

  constructor(options: { reading: Reading; node: Node | undefined; offset: number; path: string }) {
    this.#reading = options.reading;
    this.#node = isAlias(options.node) ? (options.node.resolve(options.reading.document) as Node | undefined) : options.node;
    this.#offset = options.offset;
    this.path = options.path;
  }

  get isPresent(): boolean {
    return this.#node !== undefined && !(isScalar(this.#node) && this.#node.value === null);
  }

  mistake(what: string, example: string): void {
    this.#reading.note(this.#offset, this.path, what, example);
  }

  /** A mapping with known keys alone; `build` is given a getter by name. */
  map<T>(known: readonly string[], example: string, build: (get: (name: string) => Field) => T): T | undefined {
    if (!isMap(this.#node)) {
      this.mistake(this.isPresent ? 'it is not a mapping.' : 'it is missing.', example);
      return undefined;
    }
    const pairs = new Map<string, Pair>();
    for (const pair of this.#node.items) {
      const name = String((pair.key as { value?: unknown } | null)?.value ?? '');
      pairs.set(name, pair);
      if (known.includes(name)) continue;
      const near = nearest(name, known);
      this.#reading.note(offsetOf(pair.key, this.#offset), this.#join(name), `this key is not known.${near === undefined ? '' : ` Did you mean "${near}"?`}`, `one of ${known.join(', ')}`);
    }
    return build((name) => this.#child(pairs.get(name), name));
  }

  /** A mapping with any keys. */
  entries(): [string, Field][] {
    if (!this.isPresent) return [];
    if (!isMap(this.#node)) {
      this.mistake('it is not a mapping.', '{ name: value }');
      return [];
    }
    return (this.#node as YAMLMap).items.map((pair) => {
      const name = String((pair.key as { value?: unknown } | null)?.value ?? '');
      return [name, this.#child(pair, name)];
    });
  }

  list<T>(read: (entry: Field, index: number) => T | undefined, example: string): T[] {
    if (!this.isPresent) return [];
    if (!isSeq(this.#node)) {
      this.mistake('it is not a list.', example);
      return [];
    }
    return this.#node.items.flatMap((item, index) => {
      const value = read(new Field({ reading: this.#reading, node: item as Node, offset: offsetOf(item, this.#offset), path: `${this.path}[${index}]` }), index);
      return value === undefined ? [] : [value];
    });
  }

  text(example: string): string {
    if (!this.isPresent) {
      this.mistake('it is missing.', example);
      return '';
    }
    return this.optionalText(example);
  }

  optionalText(example: string): string {
    const value = this.#scalar(example);
    if (value === undefined) return '';
    if (typeof value === 'string') return value;
    this.mistake(`it is a ${typeof value}, not a text.`, `"${String(value)}"`);
    return '';
  }

  texts(example: string): string[] {
    return this.list((entry) => entry.optionalText(example), `[${example}]`);
  }

  oneOf(choices: readonly string[], fallback: string): string {
    if (!this.isPresent) return fallback;
    const value = this.optionalText(choices[0] ?? '');
    if (!choices.includes(value)) this.mistake(`"${value}" is not one of ${choices.join(', ')}.`, choices[0] ?? '');
    return value;
  }

  matching(pattern: RegExp, shape: string, example: string): string {
    const value = this.text(example);
    if (value !== '' && !pattern.test(value)) this.mistake(`"${value}" is not ${shape}.`, example);
    return value;
  }

  boolean(fallback: boolean): boolean {
    if (!this.isPresent) return fallback;
    const value = this.#scalar('true');
    if (typeof value === 'boolean') return value;
    this.mistake('it is not true or false.', 'true');
    return fallback;
  }

  integer(options: { min: bigint; example: string }): bigint | undefined {
    if (!this.isPresent) return undefined;
    const value = this.#scalar(options.example);
    if ((typeof value === 'number' && Number.isSafeInteger(value)) || typeof value === 'bigint') {
      if (BigInt(value) >= options.min) return BigInt(value);
    }
    this.mistake(`it is not a whole number of at least ${options.min}.`, options.example);
    return undefined;
  }

  number(options: { min: number; max: number; example: string }): number | undefined {
    if (!this.isPresent) return undefined;
    const value = this.#scalar(options.example);
    if (typeof value === 'number' && value >= options.min && value <= options.max) return value;
    this.mistake(`it is not a number from ${options.min} to ${options.max}.`, options.example);
    return undefined;
  }

  /** Money is text: a YAML number would be a float before anybody could stop it. */
  usd(example: string): bigint {
    if (!this.isPresent) {
      this.mistake('it is missing.', example);
      return 0n;
    }
    const value = this.#scalar(example);
    if (typeof value !== 'string') {
      this.mistake('money is written as text, in quotes, so that no digit is lost.', `"${String(value)}"`);
      return 0n;
    }
    try {
      const amount = parseUsd(value);
      if (amount >= 0n) return amount;
      this.mistake('it is negative.', example);
    } catch {
      this.mistake(`"${value}" is not an amount in USD with at most 12 decimals.`, example);
    }
    return 0n;
  }

  /** { env: NAME } or { file: path }: the value itself is never in the file. */
  secret(): string {
    const example = '{ env: OPENAI_API_KEY } or { file: /run/secrets/openai }';
    if (isScalar(this.#node)) {
      this.mistake('a key is not written into the file itself.', example);
      return '';
    }
    return this.map(['env', 'file'], example, (get) => {
      const [name, file] = [get('env'), get('file')];
      if (name.isPresent === file.isPresent) {
        this.mistake('it needs exactly one of env and file.', example);
        return '';
      }
      return name.isPresent ? this.#fromEnv(name) : this.#fromFile(file);
    }) ?? '';
  }

  #fromEnv(field: Field): string {
    const name = field.text('OPENAI_API_KEY');
    const value = this.#reading.secrets.env[name];
    if (value === undefined || value === '') field.mistake(`the environment variable ${name} is not set.`, `${name}=… in the environment of this command`);
    return value ?? '';
  }

  #fromFile(field: Field): string {
    const path = field.text('/run/secrets/openai');
    try {
      const value = this.#reading.secrets.readFile(path).trim();
      if (value === '') field.mistake(`the file ${path} is empty.`, 'a file with the key alone in it');
      return value;
    } catch (error) {
      field.mistake(`the file ${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}.`, '/run/secrets/openai');
      return '';
    }
  }

  #scalar(example: string): unknown {
    if (!this.isPresent) return undefined;
    if (isScalar(this.#node)) return this.#node.value;
    this.mistake('it is not a single value.', example);
    return undefined;
  }

  #child(pair: Pair | undefined, name: string): Field {
    const node = (pair?.value ?? undefined) as Node | undefined;
    const offset = pair === undefined ? this.#offset : offsetOf(node, offsetOf(pair.key, this.#offset));
    return new Field({ reading: this.#reading, node, offset, path: this.#join(name) });
  }

  #join(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }
}

function offsetOf(node: unknown, fallback: number): number {
  return (node as { range?: [number, number, number] } | null | undefined)?.range?.[0] ?? fallback;
}
