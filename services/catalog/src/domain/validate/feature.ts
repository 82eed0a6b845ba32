// Features and defaults as callers send them.
import type { Defaults, Feature } from '@switchyard/proto/catalog/v1/feature';
import { chainMax } from '../../limits.js';
import { checkId, checkList, checkName, checkOneOf, checkText, refuse } from './refuse.js';
import { strategies } from './words.js';

export function checkFeature(path: string, feature: Feature): void {
  checkName(`${path}.name`, feature.name);
  if (feature.chain.length === 0) refuse(`${path}.chain`, 'it is empty.', 'Name at least one model.');
  checkList(`${path}.chain`, feature.chain, checkName, chainMax);
  if (feature.strategy !== '') checkOneOf(`${path}.strategy`, feature.strategy, strategies);
  if (feature.tenant !== '') checkId(`${path}.tenant`, feature.tenant);
  checkText(`${path}.description`, feature.description);
}

export function checkDefaults(path: string, { model, chain, strategy }: Defaults): void {
  if (model !== '') checkName(`${path}.model`, model);
  checkList(`${path}.chain`, chain, checkName, chainMax);
  if (strategy !== '') checkOneOf(`${path}.strategy`, strategy, strategies);
}
