// Goal: a probe asks what its model can answer, and never for anything dear.
import { describe, expect, it } from '@jest/globals';
import { create } from '@bufbuild/protobuf';
import { ModelSchema } from '@switchyard/proto/catalog/v1/model';
import { AttemptKind } from '@switchyard/proto/common/v1/attempt';
import { AttemptTermsSchema } from '@switchyard/proto/event/v1/usage';
import { ProbeRequestSchema } from '@switchyard/proto/provider/v1/provider_service';
import { probeCall } from './probe.js';

const request = (kind: AttemptKind) => create(ProbeRequestSchema, { terms: create(AttemptTermsSchema, { attemptId: 'a', provider: 'p', model: 'm', vendorModel: 'm', kind }) });
const model = (...capabilities: string[]) => create(ModelSchema, { name: 'm', capabilities });

describe('probeCall', () => {
  it.each([
    { name: 'a word of a model of words', of: model('text_generation', 'streaming'), kind: 'chat' },
    { name: 'a word of a model that says nothing of itself', of: model(), kind: 'chat' },
    { name: 'a word of a model that also paints', of: model('text_generation', 'image_generation'), kind: 'chat' },
    { name: 'a vector of a model of vectors', of: model('embedding'), kind: 'embeddings' },
  ])('asks for $name', ({ of, kind }) => {
    expect(probeCall(request(AttemptKind.PROBE), of).expected.kind).toBe(kind);
  });

  it.each([model('image_generation'), model('image_analysis'), model('embedding', 'image_generation')])('asks a model that only paints or looks for nothing', (of) => {
    expect(() => probeCall(request(AttemptKind.PROBE), of)).toThrow(/no cheap call/);
  });

  it('takes no attempt of another kind', () => {
    expect(() => probeCall(request(AttemptKind.PRIMARY), model())).toThrow(/kind probe/);
  });
});
