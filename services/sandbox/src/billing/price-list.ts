// The models that a vendor sells, and for how much. Read once from prices.json.

import { readFileSync } from 'node:fs';

import { isObject } from '../http/json.js';
import type { JsonObject } from '../http/json.js';
import { addedModelsMax } from '../limits.js';
import type { ModelPrices } from './cost.js';
import { parseDecimal } from './decimal.js';
import type { Decimal } from './decimal.js';

export interface Model {
  dialect: string;
  id: string;
  kind: 'chat' | 'embedding' | 'image' | 'analysis';
  contextWindow: number;
  outputTokensMax: number;
  /** Length of an embedding's vector. */
  dimensions: number;
  /** The vendor refuses `max_tokens` and a temperature on its reasoning models. */
  reasoning: boolean;
  prices: ModelPrices;
  /** Undefined: the vendor does not sell it in batches. */
  batchPrices?: ModelPrices | undefined;
}

const defaultPriceFile = new URL('../../prices.json', import.meta.url);

export class PriceList {
  readonly #models = new Map<string, Model>();
  readonly #added = new Set<string>();

  constructor(models: readonly Model[]) {
    for (const model of models) this.#models.set(keyOf(model.dialect, model.id), model);
  }

  find(dialect: string, id: string): Model | undefined {
    return this.#models.get(keyOf(dialect, id));
  }

  list(dialect: string): Model[] {
    return [...this.#models.values()].filter((model) => model.dialect === dialect);
  }

  /** Adds or replaces a model for as long as the sandbox runs. */
  add(model: Model): void {
    const key = keyOf(model.dialect, model.id);
    if (!this.#added.has(key) && this.#added.size >= addedModelsMax) throw new RangeError(`at most ${addedModelsMax} models may be added`);
    this.#added.add(key);
    this.#models.set(key, model);
  }
}

export function loadPriceList(file: string | URL = defaultPriceFile): PriceList {
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isObject(content) || !Array.isArray(content['models'])) throw new TypeError('a price file is {"models": [...]}');
  return new PriceList(content['models'].map(readModel));
}

/** Reads one row of the price file, or of a control call. Errors name the field and show an example. */
export function readModel(row: unknown): Model {
  if (!isObject(row)) throw new TypeError('a model is an object such as {"dialect": "openai", "id": "gpt-4.1-mini", "prices": {"input": "0.40", "output": "1.60"}}');
  const prices = isObject(row['prices']) ? row['prices'] : {};
  const per = readCount(row, 'per') ?? 1_000_000;
  return {
    dialect: readName(row, 'dialect'),
    id: readName(row, 'id'),
    kind: readKind(row['kind']),
    contextWindow: readCount(row, 'context_window') ?? 128_000,
    outputTokensMax: readCount(row, 'output_tokens_max') ?? 16_384,
    dimensions: readCount(row, 'dimensions') ?? 768,
    reasoning: row['reasoning'] === true,
    prices: readPrices(prices, per, 'prices'),
    batchPrices: prices['batch'] === undefined ? undefined : readPrices(isObject(prices['batch']) ? prices['batch'] : {}, per, 'prices.batch'),
  };
}

/** `path` is what errors call the object. */
function readPrices(prices: JsonObject, per: number, path: string): ModelPrices {
  const optional = (field: string): Decimal | undefined => readPrice(prices[field], `${path}.${field}`);
  const required = (field: string): Decimal => {
    const price = optional(field);
    if (price === undefined) throw new TypeError(`${path}.${field} is missing; it is USD as text, such as "0.25"`);
    return price;
  };
  return {
    per,
    input: required('input'),
    cachedInput: optional('cached_input'),
    cacheWrite5m: optional('cache_write_5m'),
    cacheWrite1h: optional('cache_write_1h'),
    output: required('output'),
    reasoning: optional('reasoning'),
    imageOutput: optional('image_output'),
    image: optional('image'),
  };
}

function readKind(value: unknown): Model['kind'] {
  return value === 'embedding' || value === 'image' || value === 'analysis' ? value : 'chat';
}

function keyOf(dialect: string, id: string): string {
  return `${dialect} ${id}`;
}

function readName(row: JsonObject, field: string): string {
  const value = row[field];
  if (typeof value !== 'string' || value === '') throw new TypeError(`${field} is missing; it is text such as "${field === 'id' ? 'gpt-4.1-mini' : 'openai'}"`);
  return value;
}

function readCount(row: JsonObject, field: string): number | undefined {
  const value = row[field];
  if (value === undefined) return undefined;
  if (!Number.isSafeInteger(value) || (value as number) < 1) throw new TypeError(`${field} is a whole number of at least 1`);
  return value as number;
}

function readPrice(value: unknown, name: string): Decimal | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw new TypeError(`${name} is USD as text, such as "0.25", because a number would be a float`);
  return parseDecimal(value);
}
