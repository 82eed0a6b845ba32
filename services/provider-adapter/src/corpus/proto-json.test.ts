// Goal: exchanges of vendors whose REST is the JSON of their protos are held to those protos, as the vendors publish them
// with their packages: nothing may be there that they do not know, and nothing of another kind.
import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import protobuf, { type INamespace, type Type } from 'protobufjs';
import { corpusCases } from './recorded.js';
import { flawsOf } from './proto-json.js';

const { Root, common, parse } = protobuf;
const folderOf = (name: string): string => dirname(findPackageJSON(name, import.meta.url)!);

interface Published {
  readonly request: Type;
  readonly answer: Type;
  /** Where it is none of the messages above. */
  readonly failure: Type;
}

function googleVision(): Published {
  const all = Root.fromJSON(JSON.parse(readFileSync(join(folderOf('@google-cloud/vision'), 'build/protos/protos.json'), 'utf8')) as INamespace);
  const type = (name: string): Type => all.lookupType(`google.cloud.vision.v1.${name}`);
  return { request: type('BatchAnnotateImagesRequest'), answer: type('BatchAnnotateImagesResponse'), failure: googleFailure() };
}

/** https://google.aip.dev/193: the JSON of an error is google.rpc.Status with a name for its code, under `error`. */
function googleFailure(): Type {
  const text = 'syntax = "proto3"; message Failure { Status error = 1; } message Status { int32 code = 1; string message = 2; string status = 3; repeated google.protobuf.Any details = 4; }';
  const root = Root.fromJSON(common.get('google/protobuf/any.proto')!);
  return parse(text, root).root.lookupType('Failure');
}

/** Its REST has the names of the protos themselves. */
function clarifai(): Published {
  const roots = [folderOf('clarifai-nodejs-grpc'), folderOf('protobufjs')];
  const all = new Root();
  all.resolvePath = (_, target) => roots.map((root) => join(root, target)).find(existsSync) ?? target;
  all.loadSync('proto/clarifai/api/service.proto', { keepCase: true });
  const answer = all.lookupType('clarifai.api.MultiOutputResponse');
  return { request: all.lookupType('clarifai.api.PostModelOutputsRequest'), answer, failure: answer };
}

const published: Readonly<Record<string, Published>> = { clarifai: clarifai(), 'google-vision': googleVision() };
const cases = corpusCases.filter(({ provider }) => published[provider] !== undefined);

describe('an exchange is of the messages that its vendor publishes', () => {
  it.each(cases)('$provider: $name', ({ provider, exchange: { request, response } }) => {
    const { request: asked, answer, failure } = published[provider]!;
    expect(flawsOf(asked, request.body)).toEqual([]);
    expect(flawsOf(response.status < 400 ? answer : failure, response.kind === 'json' ? response.body : undefined)).toEqual([]);
  });
});

describe('a flaw is found', () => {
  it.each([
    { name: 'a field that nobody knows', body: { responses: [{ labels: [] }] }, flaw: /labels: no such field/ },
    { name: 'a text in place of a number', body: { responses: [{ labelAnnotations: [{ score: '0.9' }] }] }, flaw: /score: 0.9 is no float/ },
    { name: 'one in place of many', body: { responses: { labelAnnotations: [] } }, flaw: /not a list/ },
    { name: 'a word that the enum does not have', body: { responses: [{ safeSearchAnnotation: { adult: 'MAYBE' } }] }, flaw: /MAYBE is no Likelihood/ },
  ])('$name', ({ body, flaw }) => {
    expect(flawsOf(published['google-vision']!.answer, body).join()).toMatch(flaw);
  });
});
