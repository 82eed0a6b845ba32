// Goal: a request means exactly the models that it names, and nobody learns of models that are not theirs.
import { describe, expect, it } from '@jest/globals';
import { Reason } from '@switchyard/common/errors';
import { ask } from '../testing/ask.js';
import { catalogOf } from '../testing/catalog.js';
import { resolveTarget } from './target.js';

const models = [{ name: 'a', fallbacks: ['b', 'ghost', 'c', 'a'] }, { name: 'b', fallbacks: ['d'] }, { name: 'c', visibleTo: ['other'] }, { name: 'd' }];
const catalog = catalogOf(models, { chain: ['b', 'c', 'a'], feature: { strategy: 'cost_optimal' } });
const names = (request: Parameters<typeof ask>[0], from = catalog): string[] => resolveTarget(ask(request), from).models.map(({ view }) => view.model.name);

describe('a target', () => {
  it('is a model and its own fallbacks, once each, without those that are not there for this tenant', () => {
    expect(names({ model: 'a' })).toEqual(['a', 'b']);
    expect(resolveTarget(ask({ model: 'a' }), catalog)).toMatchObject({ mode: 'model', strategy: undefined, mayFailOver: true });
  });

  it('is the model alone where fallbacks are not wished', () => {
    expect(names({ model: 'a', allowFallbacks: false })).toEqual(['a']);
  });

  it('falls back to the default chain where a model has none', () => {
    const withDefault = catalogOf(models, { defaults: { chain: ['d', 'b'] } });
    expect(names({ model: 'd' }, withDefault)).toEqual(['d', 'b']);
    expect(names({ model: 'b' }, withDefault)).toEqual(['b', 'd']);
  });

  it('is a feature\'s chain, without the fallbacks of its models', () => {
    expect(names({ feature: 'photos' })).toEqual(['b', 'a']);
    expect(names({ model: 'feature:photos' })).toEqual(['b', 'a']);
    expect(resolveTarget(ask({ feature: 'photos' }), catalog)).toMatchObject({ mode: 'feature', strategy: 'cost_optimal', chainLength: 3 });
    expect(resolveTarget(ask({ feature: 'photos', strategy: 'weighted' }), catalog).strategy).toBe('weighted');
  });

  it('of a feature that must not fail over may not', () => {
    expect(resolveTarget(ask({ feature: 'photos' }), catalogOf(models, { chain: ['a'], feature: { failoverDisabled: true } })).mayFailOver).toBe(false);
  });

  it('by task is every visible model, by score', () => {
    expect(names({ taskType: 'summarization' })).toEqual(['a', 'b', 'd']);
    expect(resolveTarget(ask({ taskType: 'summarization' }), catalog)).toMatchObject({ mode: 'task', strategy: 'adaptive' });
  });

  it('without any name is the default model, else a task', () => {
    expect(resolveTarget(ask({}), catalog).mode).toBe('task');
    expect(resolveTarget(ask({}), catalogOf(models, { defaults: { model: 'd' } }))).toMatchObject({ mode: 'default', name: 'd' });
  });

  it.each([
    { name: 'a model that is not there', request: { model: 'aa' }, reason: Reason.UNKNOWN_MODEL, says: 'Did you mean "a"?' },
    { name: 'a model of another tenant', request: { model: 'c' }, reason: Reason.UNKNOWN_MODEL, says: 'no model "c"' },
    { name: 'a feature that is not there', request: { feature: 'photo' }, reason: Reason.UNKNOWN_FEATURE, says: '"photos"' },
  ])('is refused for $name', ({ request, reason, says }) => {
    expect(() => resolveTarget(ask(request), catalog)).toThrow(expect.objectContaining({ reason, message: expect.stringContaining(says) }));
  });

  it('does not tell of a feature of another tenant, not even as a suggestion', () => {
    const other = catalogOf(models, { chain: ['a'], feature: { tenant: 'other' } });
    expect(() => resolveTarget(ask({ feature: 'photo' }), other)).toThrow(expect.objectContaining({ reason: Reason.UNKNOWN_FEATURE, message: 'There is no feature "photo".' }));
    expect(() => resolveTarget(ask({ feature: 'photos' }), other)).toThrow('no feature "photos"');
  });
});
