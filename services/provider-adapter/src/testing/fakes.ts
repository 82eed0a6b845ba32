// Fakes of everything that an attempt needs from other services.
import { create, type DescMessage, type MessageInitShape } from '@bufbuild/protobuf';
import { ModelSchema, type Model } from '@switchyard/proto/catalog/v1/model';
import { ProviderSchema, type Provider as ProviderRow } from '@switchyard/proto/catalog/v1/provider';
import type { AttemptFinished, AttemptTerms } from '@switchyard/proto/event/v1/usage';
import type { PriceVersion } from '@switchyard/common/rating';
import type { AttemptEvents, AttemptJournal, CatalogReader, CredentialReader, Secret, StartedEntry } from '../domain/ports.js';

type Init<S extends DescMessage> = Omit<MessageInitShape<S>, '$typeName'>;

/** Remembers what it was told, in order. */
export class FakeJournal implements AttemptJournal {
  readonly id = 'journal-1';
  readonly startedTerms: AttemptTerms[] = [];
  readonly facts: AttemptFinished[] = [];
  /** Thrown instead of writing. */
  refusal: Error | undefined;
  readonly #ids = new Set<string>();

  has(attemptId: string): boolean {
    return this.#ids.has(attemptId);
  }

  started(terms: AttemptTerms, traceparent: string): StartedEntry {
    if (this.refusal !== undefined) throw this.refusal;
    this.#ids.add(terms.attemptId);
    return { sequence: this.startedTerms.push(terms), traceparent };
  }

  finished(_entry: StartedEntry, fact: AttemptFinished): void {
    this.facts.push(fact);
  }

  readonly unknowns: AttemptTerms[] = [];

  unknown(_entry: StartedEntry, { terms }: { terms: AttemptTerms }): void {
    this.unknowns.push(terms);
  }

  handedOver({ sequence }: StartedEntry): void {
    this.#ids.delete(this.startedTerms[sequence - 1]!.attemptId);
  }

  learned(fact: AttemptFinished): void {
    if (this.refusal !== undefined) throw this.refusal;
    this.facts.push(fact);
  }

  factOf(attemptId: string): AttemptFinished | undefined {
    return this.facts.find(({ terms }) => terms?.attemptId === attemptId);
  }
}

export class FakeCatalog implements CatalogReader {
  readonly providers = new Map<string, ProviderRow>();
  readonly models = new Map<string, Model>();
  readonly prices = new Map<string, PriceVersion>();

  put(row: Init<typeof ProviderSchema> & { id: string }, models: readonly (Init<typeof ModelSchema> & { name: string })[] = []): void {
    this.providers.set(row.id, create(ProviderSchema, row));
    for (const model of models) this.models.set(model.name, create(ModelSchema, { provider: row.id, modelId: model.name, contextWindow: 128_000n, ...model }));
  }

  reach(): Promise<void> {
    return Promise.resolve();
  }

  provider(id: string): ProviderRow | undefined {
    return this.providers.get(id);
  }

  model(name: string): Model | undefined {
    return this.models.get(name);
  }

  priceVersion(id: string): PriceVersion | undefined {
    return this.prices.get(id);
  }
}

export class FakeCredentials implements CredentialReader {
  readonly values = new Map<string, Record<string, string>>();
  readonly refusedSecrets: Secret[] = [];

  use(id: string): Promise<Secret> {
    const fields = this.values.get(id) ?? {};
    return Promise.resolve({ id, version: 1, field: (name: string) => fields[name] });
  }

  refused(secret: Secret): void {
    this.refusedSecrets.push(secret);
  }
}

export const silentEvents: AttemptEvents = {
  started: () => ({ ended: () => {}, draining: () => {} }),
  learned: () => {},
  journalRefused: () => {},
};
