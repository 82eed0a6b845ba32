// What a revision holds: everything but the prices, which have a life of their own.
import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { SnapshotSchema, type Snapshot } from '@switchyard/proto/catalog/v1/catalog_service';
import type { Defaults, Feature } from '@switchyard/proto/catalog/v1/feature';
import type { Model } from '@switchyard/proto/catalog/v1/model';
import type { Provider } from '@switchyard/proto/catalog/v1/provider';

export interface Content {
  readonly providers: ReadonlyMap<string, Provider>;
  readonly models: ReadonlyMap<string, Model>;
  readonly features: ReadonlyMap<string, Feature>;
  /** undefined until somebody set them. */
  readonly defaults: Defaults | undefined;
}

/** The same while changes are applied to it. */
export interface DraftContent {
  readonly providers: Map<string, Provider>;
  readonly models: Map<string, Model>;
  readonly features: Map<string, Feature>;
  defaults: Defaults | undefined;
}

export function contentOf(snapshot: Snapshot): Content {
  return {
    providers: new Map(snapshot.providers.map((provider) => [provider.id, provider])),
    models: new Map(snapshot.models.map((model) => [model.name, model])),
    features: new Map(snapshot.features.map((feature) => [feature.name, feature])),
    defaults: snapshot.defaults,
  };
}

/** Without prices. Each list is in the order of its names, so that equal contents are equal texts. */
export function snapshotOf({ providers, models, features, defaults }: Content, { revision, madeAtMs }: { revision: bigint; madeAtMs: number }): Snapshot {
  return create(SnapshotSchema, {
    revision,
    providers: inOrder(providers),
    models: inOrder(models),
    features: inOrder(features),
    defaults,
    madeAt: timestampFromMs(madeAtMs),
  });
}

export function draftOf({ providers, models, features, defaults }: Content): DraftContent {
  return { providers: new Map(providers), models: new Map(models), features: new Map(features), defaults };
}

function inOrder<T>(byName: ReadonlyMap<string, T>): T[] {
  return [...byName.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}
