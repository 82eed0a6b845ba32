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
  const input = readPrice(prices, 'input');
  return {
    dialect: readName(row, 'dialect'),
    id: readName(row, 'id'),
    kind: readKind(row['kind']),
    contextWindow: readCount(row, 'context_window') ?? 128_000,
    outputTokensMax: readCount(row, 'output_tokens_max') ?? 16_384,
    dimensions: readCount(row, 'dimensions') ?? 768,
    reasoning: row['reasoning'] === true,
    prices: {
      per: readCount(row, 'per') ?? 1_000_000,
      input,
      cachedInput: readOptionalPrice(prices, 'cached_input'),
      cacheWrite5m: readOptionalPrice(prices, 'cache_write_5m'),
      cacheWrite1h: readOptionalPrice(prices, 'cache_write_1h'),
      output: readPrice(prices, 'output'),
      reasoning: readOptionalPrice(prices, 'reasoning'),
      imageOutput: readOptionalPrice(prices, 'image_output'),
      image: readOptionalPrice(prices, 'image'),
    },
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

function readPrice(prices: JsonObject, field: string): Decimal {
  const value = readOptionalPrice(prices, field);
  if (value === undefined) throw new TypeError(`prices.${field} is missing; it is USD as text, such as "0.25"`);
  return value;
}

function readOptionalPrice(prices: JsonObject, field: string): Decimal | undefined {
  const value = prices[field];
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw new TypeError(`prices.${field} is USD as text, such as "0.25", because a number would be a float`);
  return parseDecimal(value);
}
