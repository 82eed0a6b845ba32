// How two whole contents differ, in sentences.
import { create } from '@bufbuild/protobuf';
import { DefaultsSchema, FeatureSchema } from '@switchyard/proto/catalog/v1/feature';
import { ModelSchema } from '@switchyard/proto/catalog/v1/model';
import { ProviderSchema } from '@switchyard/proto/catalog/v1/provider';
import type { Content } from './content.js';
import { describeDifference } from './describe.js';

export function describeContents(before: Content, after: Content): string[] {
  return [
    ...namesOf(before.providers, after.providers).flatMap((id) => describeDifference(ProviderSchema, `provider ${id}`, before.providers.get(id), after.providers.get(id))),
    ...namesOf(before.models, after.models).flatMap((name) => describeDifference(ModelSchema, `model ${name}`, before.models.get(name), after.models.get(name))),
    ...namesOf(before.features, after.features).flatMap((name) => describeDifference(FeatureSchema, `feature ${name}`, before.features.get(name), after.features.get(name))),
    ...describeDifference(DefaultsSchema, 'defaults', before.defaults ?? create(DefaultsSchema), after.defaults ?? create(DefaultsSchema)),
  ];
}

function namesOf(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].toSorted();
}
