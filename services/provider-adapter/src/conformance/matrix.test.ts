// Goal: the index, the folders and what the vendors' pages promise agree, cell by cell, and nothing is promised twice or not at all.
import { describe, expect, it } from '@jest/globals';
import { create } from '@bufbuild/protobuf';
import { checkCredentials, parseDeclared } from '@switchyard/common/declared';
import { ProviderTypeSchema } from '@switchyard/proto/provider/v1/provider_service';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { providers } from '../providers/index.js';
import { capabilityOf, cells, type Cell } from '../adapter/cells.js';
import { presets } from '../providers/presets/index.js';
import { toProviderType } from '../server/listings.js';
import { expectedOf, knownOnDisk, loadConformance } from '../testing/conformance.js';

const known = await loadConformance();
const sources = join(dirname(fileURLToPath(import.meta.url)), '../../src/providers');
const all = providers.map((provider) => ({ provider, id: provider.id }));

it('the index has every folder, then every preset, once, in alphabetical order', () => {
  const onDisk = knownOnDisk();
  expect(presets.map(({ id }) => id)).toEqual(onDisk.presets);
  expect(providers.map(({ id }) => id)).toEqual([...onDisk.folders, ...onDisk.presets]);
});

it('what is expected of all is the sum of what is expected of each', () => {
  const whole = JSON.parse(readFileSync(join(sources, 'expected.json'), 'utf8')) as unknown;
  expect(whole).toEqual(Object.fromEntries(providers.map(({ id }) => [id, expectedOf(id)])));
});

describe.each(all)('$id', ({ provider, id }) => {
  const { offers, lacks } = expectedOf(id);

  it('says of every cell whether its vendor offers it, and on which page', () => {
    expect([...Object.keys(offers), ...Object.keys(lacks)].sort()).toEqual([...cells].sort());
    for (const page of [...Object.values(offers), ...Object.values(lacks)]) expect(page).toMatch(/^https:\/\/\S+$/);
  });

  it('claims what its vendor offers, and no more', () => {
    const expected = Object.entries(capabilityOf).flatMap(([cell, capability]) => (offers[cell as Cell] === undefined ? [] : [capability]));
    expect([...provider.capabilities].filter((capability) => Object.values(capabilityOf).includes(capability)).sort()).toEqual(expected.sort());
    expect([provider.complete !== undefined, provider.stream !== undefined, provider.embed !== undefined, provider.generateImage !== undefined, provider.analyzeImage !== undefined]).toEqual(
      (['text', 'streaming', 'embeddings', 'image_generation', 'image_analysis'] as const).map((cell) => offers[cell] !== undefined),
    );
  });

  it('has a model of the sandbox for each task that it offers', () => {
    const { models } = known.get(id)!;
    expect([models.chat, models.embedding, models.image, models.analysis].map((model) => model !== undefined)).toEqual(
      (['text', 'embeddings', 'image_generation', 'image_analysis'] as const).map((cell) => offers[cell] !== undefined),
    );
  });

  it('tells its options, its credential and an example, in a README of its own', () => {
    const readme = readFileSync(join(sources, presets.some((preset) => preset.id === id) ? 'presets' : id, 'README.md'), 'utf8');
    expect(readme).toContain(provider.exampleYaml);
    expect(readme).toContain(provider.documentation);
    for (const { name } of provider.options ?? []) expect(readme).toContain(`\`${name}\``);
    for (const name of [...provider.credential.fields, ...(provider.credential.known ?? []).map((field) => field.name)]) expect(readme).toContain(`\`${name}\``);
    expect(provider.exampleYaml).toContain(`type: ${id}`);
  });

  it('has an example that the catalog would take', () => {
    // Any variable is set: it is the shape that is looked at.
    const secrets = { env: new Proxy({}, { get: () => 'x' }), readFile: () => 'x' };
    const declared = parseDeclared({ file: 'README.md', text: `providers:\n  ${provider.exampleYaml}\n`, secrets });
    const [row] = declared.providers;
    expect((provider.options ?? []).map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(row!.options)));
    const { credentialFields, credentials } = create(ProviderTypeSchema, toProviderType(provider));
    checkCredentials(declared, [{ id, credentialFields, credentials }]);
    expect(credentialFields.length === 0 || row!.credentials.length > 0).toBe(true);
  });
});
