// Applies a set of changes to a catalog: all of them or none. Pure: the answer is the new content, the prices to add, and
// what differs, in sentences.
import { timestampFromMs, timestampMs } from '@bufbuild/protobuf/wkt';
import type { Change } from '@switchyard/proto/catalog/v1/catalog_service';
import { ModelSchema, type Model } from '@switchyard/proto/catalog/v1/model';
import type { PriceRow, PriceVersion } from '@switchyard/proto/catalog/v1/price';
import { ProviderSchema, type Provider } from '@switchyard/proto/catalog/v1/provider';
import { AppError, Reason } from '@switchyard/common/errors';
import { ChangePlaces } from './change-error.js';
import { checkReferences } from './check-references.js';
import { draftOf, type Content, type DraftContent } from './content.js';
import { describeContents } from './describe-contents.js';
import { describeDifference, describePrice } from './describe.js';
import { fillPrices } from './fill-prices.js';
import { isSamePrice, makePriceVersion, type PriceBook } from './price-book.js';
import type { KnownTypes } from './provider-types.js';
import { checkType } from './provider-types.js';
import type { ShippedBook } from './shipped.js';
import { shippedModelsOf } from './shipped-models.js';
import { checkDefaults, checkFeature } from './validate/feature.js';
import { checkModel, fillModel, unknownCapabilities } from './validate/model.js';
import { checkPrice } from './validate/price.js';
import { checkProvider, fillProvider } from './validate/provider.js';
import { refuse } from './validate/refuse.js';

export interface ChangeContext {
  readonly nowMs: number;
  /** undefined when provider-adapter could not be asked. */
  readonly types: KnownTypes | undefined;
  /** Whether the caller may open private addresses: only the operator's file may. */
  readonly mayAllowPrivate: boolean;
  readonly shipped: ShippedBook;
}

export interface Applied {
  readonly content: Content;
  readonly addedPrices: readonly PriceVersion[];
  readonly differences: readonly string[];
  /** Told with the differences, and no reason to write a revision. */
  readonly warnings: readonly string[];
}

/** Throws an AppError that names the field of the first change that cannot be. */
export function applyChanges(before: Content, book: PriceBook, changes: readonly Change[], context: ChangeContext): Applied {
  const work = new ChangeWork(before, book, context);
  changes.forEach((change, index) => work.apply(change, `changes[${index}]`));
  return work.finish();
}

class ChangeWork {
  readonly #before: Content;
  readonly #book: PriceBook;
  readonly #context: ChangeContext;
  readonly #draft: DraftContent;
  readonly #places = new ChangePlaces();
  readonly #deleted = { providers: new Set<string>(), models: new Set<string>() };
  readonly #put = new Set<string>();
  readonly #prices: { readonly version: PriceVersion; readonly path: string }[] = [];
  readonly #sentences: string[] = [];
  readonly #warnings: string[] = [];

  constructor(before: Content, book: PriceBook, context: ChangeContext) {
    this.#before = before;
    this.#book = book.copy();
    this.#context = context;
    this.#draft = draftOf(before);
  }

  apply({ change }: Change, at: string): void {
    switch (change.case) {
      case 'putProvider':
        return this.#putProvider(change.value, `${at}.put_provider`);
      case 'putModel':
        return this.#putModel(change.value, `${at}.put_model`);
      case 'putPrice':
        return this.#putPrice(change.value, `${at}.put_price`);
      case 'putFeature':
        checkFeature(`${at}.put_feature`, change.value);
        this.#places.note('feature', change.value.name, `${at}.put_feature`);
        return void this.#draft.features.set(change.value.name, change.value);
      case 'putDefaults':
        checkDefaults(`${at}.put_defaults`, change.value);
        this.#places.note('defaults', '', `${at}.put_defaults`);
        this.#draft.defaults = change.value;
        return;
      case 'deleteProvider':
        this.#delete(this.#draft.providers, 'provider', change.value, `${at}.delete_provider`);
        return void this.#deleted.providers.add(change.value);
      case 'deleteModel':
        this.#delete(this.#draft.models, 'model', change.value, `${at}.delete_model`);
        return void this.#deleted.models.add(change.value);
      case 'deleteFeature':
        return this.#delete(this.#draft.features, 'feature', change.value, `${at}.delete_feature`);
      case 'setModelEnabled': {
        const { name, enabled, reason } = change.value;
        const model = need(this.#draft.models, 'model', name, `${at}.set_model_enabled.name`);
        return void this.#draft.models.set(name, { ...model, enabled, disabledReason: enabled ? '' : reason });
      }
      case 'setProviderEnabled': {
        const { name, enabled } = change.value;
        const provider = need(this.#draft.providers, 'provider', name, `${at}.set_provider_enabled.name`);
        return void this.#draft.providers.set(name, { ...provider, enabled });
      }
      default:
        throw new AppError(Reason.MISSING_FIELD, `${at} changes nothing.`, { field: at, nextStep: 'Set one of put_provider, put_model, put_price and their like.' });
    }
  }

  finish(): Applied {
    checkReferences(this.#draft, this.#places, this.#deleted);
    const addedPrices = this.#addPrices();
    const content = this.#stamp();
    return { content, addedPrices, differences: [...describeContents(this.#before, content), ...this.#sentences], warnings: this.#warnings };
  }

  #putProvider(given: Provider, path: string): void {
    const provider = fillProvider(given);
    checkProvider(path, provider);
    this.#checkPrivate(provider, path);
    this.#checkIdentity(provider, path);
    this.#warnings.push(...checkType(`${path}.type`, provider, this.#context.types));
    this.#places.note('provider', provider.id, path);
    this.#draft.providers.set(provider.id, provider);
    for (const model of shippedModelsOf(provider, this.#context.shipped, this.#draft.models)) this.#setModel(model, path);
  }

  /** Private addresses reach into the operator's network; who may only edit the catalog may not open them. */
  #checkPrivate(provider: Provider, path: string): void {
    const known = this.#before.providers.get(provider.id);
    // Options name addresses too: of tokens, of accounts.
    const wasAllowed = known?.allowPrivate === true && known.baseUrl === provider.baseUrl && isSame(known.options, provider.options);
    if (!provider.allowPrivate || wasAllowed || this.#context.mayAllowPrivate) return;
    throw new AppError(Reason.PERMISSION_DENIED, `${path}.allow_private: only the operator's file may open a private address.`, {
      field: `${path}.allow_private`,
      nextStep: 'Write it into switchyard.yaml and apply the file as an admin.',
    });
  }

  /** Such a row signs as the adapter itself; who may only edit the catalog may not lend that out, nor send it elsewhere. */
  #checkIdentity(provider: Provider, path: string): void {
    const known = this.#before.providers.get(provider.id);
    // Without a base URL the region in the options says where calls go, and with one for where they are signed.
    const wasLent = known !== undefined && isLent(known) && known.type === provider.type && known.baseUrl === provider.baseUrl && isSame(known.options, provider.options);
    if (!isLent(provider) || wasLent || this.#context.mayAllowPrivate) return;
    throw new AppError(Reason.PERMISSION_DENIED, `${path}.options.credentials: only the operator's file may lend a provider the adapter's own identity, or change where it is used.`, {
      field: `${path}.options.credentials`,
      nextStep: 'Write it into switchyard.yaml and apply the file as an admin.',
    });
  }

  #putModel(given: Model, path: string): void {
    const provider = this.#draft.providers.get(given.provider);
    const shipped = provider === undefined ? undefined : this.#context.shipped.find({ providerType: provider.type, baseUrl: provider.baseUrl, modelId: given.modelId });
    const model = fillModel(given, { contextWindow: shipped?.contextWindow, tokensPerImage: shipped?.tokensPerImage });
    checkModel(path, model);
    for (const word of unknownCapabilities(model)) this.#warnings.push(`warning: model ${model.name}: the capability ${JSON.stringify(word)} is not a known word`);
    this.#setModel(model, path);
  }

  #setModel(model: Model, path: string): void {
    this.#places.note('model', model.name, path);
    this.#put.add(model.name);
    this.#draft.models.set(model.name, model);
  }

  #putPrice(version: PriceVersion, path: string): void {
    checkPrice(path, version);
    this.#places.note('price', version.model, path);
    this.#prices.push({ version, path });
  }

  #delete(from: Map<string, unknown>, kind: 'provider' | 'model' | 'feature', name: string, path: string): void {
    need(from, kind, name, path);
    this.#places.note(kind, name, path);
    from.delete(name);
  }

  #addPrices(): PriceVersion[] {
    const added: PriceVersion[] = [];
    const add = (price: { model: string; rows: readonly PriceRow[]; validFromMs: number; from: string }): void => {
      const before = this.#book.at(price.model, price.validFromMs);
      if (before !== undefined && isSamePrice(before.rows, price.rows)) return;
      const version = makePriceVersion(price);
      this.#book.add(version);
      added.push(version);
      this.#sentences.push(...describePrice(price.model, before?.rows, version.rows, price.from));
    };
    for (const { version, path } of this.#prices) {
      if (!this.#draft.models.has(version.model)) refuse(`${path}.model`, `there is no model ${JSON.stringify(version.model)}.`, 'Add the model in the same change, or correct its name.');
      // A price cannot reach back: what was sent before is rated as it was bounded.
      const validFromMs = Math.max(this.#context.nowMs, version.validFrom === undefined ? 0 : timestampMs(version.validFrom));
      const rows = version.rows.map((row) => (row.source === '' ? { ...row, source: 'rpc' } : row));
      add({ model: version.model, rows, validFromMs, from: rows[0]?.source ?? 'rpc' });
    }
    const priced = new Set(this.#prices.map(({ version }) => version.model));
    for (const name of this.#put) {
      if (priced.has(name)) continue;
      const model = this.#draft.models.get(name);
      const provider = this.#draft.providers.get(model?.provider ?? '');
      if (model === undefined || provider === undefined) continue;
      const filled = fillPrices({ model, provider, book: this.#book, context: this.#context });
      filled.forEach(add);
      if (filled.length === 0 && !this.#book.has(name) && !this.#before.models.has(name)) {
        this.#warnings.push(`warning: model ${name}: no price is known, so its calls are booked without an amount; give it prices, or local: true if it costs nothing`);
      }
    }
    return added;
  }

  /** Sets created_at and updated_at: only of what really differs, so that the same again is the same. */
  #stamp(): Content {
    const now = timestampFromMs(this.#context.nowMs);
    for (const [id, provider] of this.#draft.providers) {
      const known = this.#before.providers.get(id);
      const isSame = known !== undefined && describeDifference(ProviderSchema, '', known, provider).length === 0;
      this.#draft.providers.set(id, isSame ? known : { ...provider, createdAt: known?.createdAt ?? now, updatedAt: now });
    }
    for (const [name, model] of this.#draft.models) {
      const known = this.#before.models.get(name);
      const isSame = known !== undefined && describeDifference(ModelSchema, '', known, model).length === 0;
      this.#draft.models.set(name, isSame ? known : { ...model, createdAt: known?.createdAt ?? now, updatedAt: now });
    }
    return this.#draft;
  }
}

function isLent({ options }: Provider): boolean {
  return options['credentials'] === 'chain';
}

function need<T>(from: ReadonlyMap<string, T>, kind: 'provider' | 'model' | 'feature', name: string, field: string): T {
  const found = from.get(name);
  if (found !== undefined) return found;
  const reason = { provider: Reason.UNKNOWN_PROVIDER, model: Reason.UNKNOWN_MODEL, feature: Reason.UNKNOWN_FEATURE }[kind];
  throw new AppError(reason, `${field}: there is no ${kind} ${JSON.stringify(name)}.`, { field, nextStep: 'Look into the catalog for its name.' });
}

function isSame(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
