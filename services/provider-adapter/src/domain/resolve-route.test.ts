// Goal: an address that the operator's file opened opens no other, whatever options and credentials name.
import { expect, it } from '@jest/globals';
import { create } from '@bufbuild/protobuf';
import { ProviderSchema } from '@switchyard/proto/catalog/v1/provider';
import { openai } from '../providers/openai/index.js';
import { accountOf } from './resolve-route.js';

it.each([
  { name: 'the same host', url: 'http://127.0.0.1:4999/token', allowsPrivate: true },
  { name: 'a neighbour', url: 'http://127.0.0.9/latest/meta-data', allowsPrivate: false },
  { name: 'a name', url: 'https://login.example.com/token', allowsPrivate: false },
  { name: 'no address', url: 'nonsense', allowsPrivate: false },
])('$name is private ground: $allowsPrivate', ({ url, allowsPrivate }) => {
  const asked: boolean[] = [];
  const route = { row: create(ProviderSchema, { id: 'p', type: 'openai', allowPrivate: true }), provider: openai, baseUrl: 'http://127.0.0.1:4010/v1' };
  const openFetch = (target: { baseUrl: string; allowsPrivate: boolean }) => {
    asked.push(target.allowsPrivate);
    return { fetch, baseUrl: target.baseUrl };
  };
  accountOf(route, { secret: undefined, remember: (value) => value, openFetch }).fetchAt(url);
  expect(asked).toEqual([allowsPrivate]);
});
