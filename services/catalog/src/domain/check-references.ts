// Every name that one thing of the catalog uses of another must be there. Checked on the whole, after all changes, so that
// the order of changes within a request does not matter.
import { AppError, Reason } from '@switchyard/common/errors';
import { providersMax, modelsMax, featuresMax } from '../limits.js';
import type { ChangePlaces } from './change-error.js';
import type { Content } from './content.js';
import { refuse } from './validate/refuse.js';

export interface Deleted {
  readonly providers: ReadonlySet<string>;
  readonly models: ReadonlySet<string>;
}

export function checkReferences(content: Content, places: ChangePlaces, deleted: Deleted): void {
  checkCounts(content);
  for (const provider of content.providers.values()) {
    const at = places.of('provider', provider.id);
    if (provider.defaultModel !== '') needModel({ content, places, deleted, name: provider.defaultModel, field: `${at}.default_model`, user: `provider ${provider.id}` });
  }
  for (const model of content.models.values()) {
    const at = places.of('model', model.name);
    needProvider({ content, places, deleted, name: model.provider, field: `${at}.provider`, user: `model ${model.name}` });
    model.fallbacks.forEach((name, index) => {
      if (name === model.name) refuse(`${at}.fallbacks[${index}]`, 'a model cannot be its own fallback.', 'Name another model.');
      needModel({ content, places, deleted, name, field: `${at}.fallbacks[${index}]`, user: `model ${model.name}` });
    });
    if (model.deprecated !== undefined && model.deprecated.replacement !== '') {
      needModel({ content, places, deleted, name: model.deprecated.replacement, field: `${at}.deprecated.replacement`, user: `model ${model.name}` });
    }
  }
  for (const feature of content.features.values()) {
    const at = places.of('feature', feature.name);
    feature.chain.forEach((name, index) => needModel({ content, places, deleted, name, field: `${at}.chain[${index}]`, user: `feature ${feature.name}` }));
  }
  const { defaults } = content;
  const at = places.of('defaults', '');
  if (defaults !== undefined && defaults.model !== '') needModel({ content, places, deleted, name: defaults.model, field: `${at}.model`, user: 'the defaults' });
  defaults?.chain.forEach((name, index) => needModel({ content, places, deleted, name, field: `${at}.chain[${index}]`, user: 'the defaults' }));
}

interface Need {
  readonly content: Content;
  readonly places: ChangePlaces;
  readonly deleted: Deleted;
  readonly name: string;
  readonly field: string;
  readonly user: string;
}

function needModel({ content, places, deleted, name, field, user }: Need): void {
  if (content.models.has(name)) return;
  if (deleted.models.has(name)) refuseDelete(places.of('model', name), `the model ${name} is used by ${user}.`);
  throw new AppError(Reason.UNKNOWN_MODEL, `${field}: there is no model ${JSON.stringify(name)}.`, { code: 'INVALID_ARGUMENT', field, nextStep: 'Add the model in the same change, or correct its name.' });
}

function needProvider({ content, places, deleted, name, field, user }: Need): void {
  if (content.providers.has(name)) return;
  if (deleted.providers.has(name)) refuseDelete(places.of('provider', name), `the provider ${name} is used by ${user}.`);
  throw new AppError(Reason.UNKNOWN_PROVIDER, `${field}: there is no provider ${JSON.stringify(name)}.`, { code: 'INVALID_ARGUMENT', field, nextStep: 'Add the provider in the same change, or correct its id.' });
}

function refuseDelete(field: string, sentence: string): never {
  throw new AppError(Reason.CONFLICT, `${field}: ${sentence}`, { code: 'FAILED_PRECONDITION', field, nextStep: 'Change what uses it first, or in the same change.' });
}

function checkCounts({ providers, models, features }: Content): void {
  for (const [what, count, most] of [['providers', providers.size, providersMax], ['models', models.size, modelsMax], ['features', features.size, featuresMax]] as const) {
    if (count > most) refuse('changes', `the catalog would have ${count} ${what}; ${most} are allowed.`, 'Delete what is not used.');
  }
}
