// Goal: a strategy only reorders, and reorders as its name says.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { catalogOf } from '../testing/catalog.js';
import { strategyByName, strategyNames, type Orderable } from './order.js';

const names = ['a', 'b', 'c', 'd', 'e', 'f'];
const view = (name: string, weight = 1) => catalogOf([{ name, weight }]).models.get(name)!;
const views = new Map(names.map((name) => [name, view(name)]));
const parts = { quality: 0, speed: 0, cost: 0, reliability: 0 };
const model = (name: string, over: Partial<Orderable> = {}): Orderable => ({ view: views.get(name)!, why: '', score: 0.5, parts, estimatePicoUsd: 1n, latencyMs: 1, inFlight: 0, ...over });
const order = (strategy: string, models: readonly Orderable[], random = () => 0, turn = 0): string[] => strategyByName(strategy)(models, { random, turn }).map(({ view: { model: { name } } }) => name);

describe('every strategy', () => {
  it.each(strategyNames())('%s gives back the same models, each once', (strategy) => {
    const anyModel = fc.record({
      score: fc.double({ min: 0, max: 1, noNaN: true }),
      estimatePicoUsd: fc.option(fc.bigInt({ min: 0n, max: 10n }), { nil: undefined }),
      latencyMs: fc.option(fc.nat(1000), { nil: undefined }),
      inFlight: fc.nat(5),
    });
    fc.assert(
      fc.property(fc.array(anyModel, { maxLength: names.length }), fc.array(fc.double({ min: 0, max: 0.9999999, noNaN: true }), { minLength: 1 }), fc.nat(), (wishes, luck, turn) => {
        let draws = 0;
        const models = wishes.map((wish, index) => model(names[index]!, wish));
        const ordered = strategyByName(strategy)(models, { random: () => luck[draws++ % luck.length]!, turn });
        expect(new Set(ordered)).toEqual(new Set(models));
        expect(ordered).toHaveLength(models.length);
      }),
    );
  });
});

describe('a strategy', () => {
  it('by priority keeps the chain', () => {
    expect(order('priority', [model('b'), model('a')])).toEqual(['b', 'a']);
  });

  it('by cost puts the cheapest first and the unknown last', () => {
    expect(order('cost_optimal', [model('a', { estimatePicoUsd: undefined }), model('b', { estimatePicoUsd: 9n }), model('c', { estimatePicoUsd: 2n })])).toEqual(['c', 'b', 'a']);
  });

  it('by speed puts the unmeasured first', () => {
    expect(order('fastest_response', [model('a', { latencyMs: 50 }), model('b', { latencyMs: undefined }), model('c', { latencyMs: 20 })])).toEqual(['b', 'c', 'a']);
  });

  it('round robin begins one further each turn', () => {
    const three = [model('a'), model('b'), model('c')];
    expect([0, 1, 2, 3].map((turn) => order('round_robin', three, undefined, turn)[0])).toEqual(['a', 'b', 'c', 'a']);
  });

  it('by weight draws in proportion', () => {
    const models = [model('a', { view: view('a', 3) }), model('b', { view: view('b', 1) })];
    const firsts = Array.from({ length: 1000 }, (_, index) => order('weighted', models, () => index / 1000)[0]);
    expect(firsts.filter((name) => name === 'a')).toHaveLength(750);
  });

  it('by load takes the less loaded of two, not the least loaded of all', () => {
    const models = names.map((name, index) => model(name, { inFlight: index }));
    const firsts = new Set<string>();
    for (let one = 0; one < 1; one += 0.05) {
      for (let two = 0; two < 1; two += 0.05) {
        const draws = [one, two];
        firsts.add(order('least_loaded', models, () => draws.shift()!)[0]!);
      }
    }
    expect(firsts).toEqual(new Set(['a', 'b', 'c', 'd', 'e']));
  });

  it('adaptive leaves those out that are clearly worse', () => {
    const models = [model('a', { score: 0.2 }), model('b', { score: 0.9, inFlight: 9 }), model('c', { score: 0.87 })];
    fc.assert(fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), (luck) => {
      expect(order('adaptive', models, () => luck)).toEqual(['c', 'b', 'a']);
    }));
  });

  it('that does not exist is refused with those that do', () => {
    expect(() => strategyByName('constructor')).toThrow('no strategy');
    expect(() => strategyByName('luck')).toThrow(expect.objectContaining({ options: expect.objectContaining({ nextStep: expect.stringContaining('least_loaded') }) }));
  });
});
