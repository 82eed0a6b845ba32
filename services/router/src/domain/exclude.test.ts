// Goal: each filter has its own word and a sentence with the numbers, and lets through what it should.
import { describe, expect, it } from '@jest/globals';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { formatUsd } from '@switchyard/common/money';
import { Role } from '@switchyard/proto/common/v1/chat';
import type { GenerateRequestSchema } from '@switchyard/proto/router/v1/generate';
import { ask, askedAtMs } from '../testing/ask.js';
import { catalogOf, type CatalogWishes, type ModelWish } from '../testing/catalog.js';
import { costing } from './bounds.js';
import { excludeModel, type Excluded } from './exclude.js';
import type { TargetMode } from './target.js';

type Request = MessageInitShape<typeof GenerateRequestSchema>;
type Row = ModelWish['row'];

interface Case {
  readonly name: string;
  readonly request?: Request;
  readonly row?: Row;
  readonly catalog?: CatalogWishes;
  readonly keyModels?: readonly string[];
  readonly streaming?: boolean;
  readonly mode?: TargetMode;
}

function judge({ request = {}, row = {}, catalog = {}, keyModels = [], streaming = false, mode = 'model' }: Case): Excluded | undefined {
  const view = catalogOf([{ name: 'm', provider: 'p', row }], catalog).models.get('m')!;
  const asked = ask(request, { key: { models: keyModels }, streaming });
  return excludeModel(asked, view, { mode, costing: costing(asked, view, askedAtMs) });
}

const says = (part: Exclude<Request['messages'], undefined>[number]['parts']): Request => ({ messages: [{ role: Role.USER, parts: part }] } as Request);
const tool = { tools: [{ name: 'f' }] };

describe('a filter', () => {
  it.each<Case & { reason: string; detail: string }>([
    { name: 'a provider that is switched off', catalog: { providersDisabled: ['p'] }, reason: 'disabled', detail: 'provider p' },
    { name: 'a model that is switched off, with its reason', row: { enabled: false, disabledReason: 'failed its check' }, reason: 'disabled', detail: 'failed its check' },
    { name: 'a key for other models', keyModels: ['x'], reason: 'policy', detail: 'API key' },
    { name: 'an excluded model', request: { requirements: { excludedModels: ['m'] } }, reason: 'excluded', detail: 'request' },
    { name: 'another provider than wished', request: { requirements: { preferredProviders: ['q'] } }, reason: 'preferred_providers', detail: 'q' },
    { name: 'a capability that is missing', request: { requirements: { capabilities: ['text_generation', 'vision'] } }, reason: 'capability', detail: 'vision' },
    { name: 'a task that it cannot do', request: { taskType: 'translation' }, mode: 'task', reason: 'capability', detail: 'translation' },
    { name: 'a task by its alias', request: { taskType: 'coding' }, mode: 'task', reason: 'capability', detail: 'code_generation' },
    { name: 'a specialty that is missing', request: { requirements: { specialties: ['planning'] } }, reason: 'specialty', detail: 'planning' },
    { name: 'a language that is missing', row: { languages: ['en'] }, request: { requirements: { languages: ['de'] } }, reason: 'language', detail: 'de' },
    { name: 'another tier', row: { tier: 'basic' }, request: { requirements: { tier: 'premium' } }, reason: 'tier', detail: 'basic' },
    { name: 'an input type that is missing', row: { inputTypes: ['text'] }, request: { requirements: { inputTypes: ['audio'] } }, reason: 'input_type', detail: 'audio' },
    { name: 'an output type that is missing', row: { outputTypes: ['text'] }, request: { requirements: { outputTypes: ['structured'] } }, reason: 'output_type', detail: 'structured' },
    { name: 'an image for a blind model', request: says([{ content: { case: 'image', value: { source: { case: 'url', value: 'https://x/y.png' } } } }]), reason: 'vision', detail: 'images' },
    { name: 'a document', request: says([{ content: { case: 'document', value: { source: { case: 'url', value: 'https://x/y.pdf' } } } }]), reason: 'input_type', detail: 'documents' },
    { name: 'audio', request: says([{ content: { case: 'audio', value: { source: { case: 'data', value: new Uint8Array(1) }, mediaType: 'audio/wav' } } }]), reason: 'input_type', detail: 'audio' },
    { name: 'an image inside a tool result', request: says([{ content: { case: 'toolResult', value: { toolCallId: 'c', parts: [{ content: { case: 'image', value: { source: { case: 'url', value: 'https://x/y.png' } } } }] } } }]), reason: 'vision', detail: 'images' },
    { name: 'tools for a model that calls none', request: { parameters: tool }, reason: 'functions', detail: 'tools' },
    { name: 'a stream from a model that answers whole', row: { supportsStreaming: false }, streaming: true, reason: 'streaming', detail: 'stream' },
    { name: 'too little quality', request: { requirements: { quality: 0.9 } }, reason: 'quality', detail: '0.8 is below 0.9' },
    { name: 'too little quality for a task without a wish', row: { qualityScore: 0.6 }, mode: 'task', reason: 'quality', detail: '0.7' },
    { name: 'too little speed', request: { requirements: { speed: 0.9 } }, reason: 'speed', detail: '0.8 is below 0.9' },
    { name: 'too little speed for a task without a wish', row: { speedScore: 0.4 }, mode: 'task', reason: 'speed', detail: '0.5' },
    { name: 'a prompt that does not fit', row: { contextWindow: 10n }, request: { prompt: 'word '.repeat(100) }, reason: 'context_window', detail: '10' },
    { name: 'a prompt that fits alone but not with its answer', row: { contextWindow: 1000n }, request: { parameters: { maxOutputTokens: 999 } }, reason: 'context_window', detail: '1000' },
    { name: 'a declared length', request: { requirements: { contextLength: 200_000n } }, reason: 'context_window', detail: '200000' },
    { name: 'a longer answer than it gives', row: { maxOutputTokens: 100n }, request: { parameters: { maxOutputTokens: 101 } }, reason: 'max_output_tokens', detail: '100' },
    { name: 'a worst case above the cost limit', request: { costLimitUsd: '0.000001' }, reason: 'cost_limit', detail: '0.000001' },
  ])('leaves out $name', ({ reason, detail, ...wish }) => {
    const excluded = judge(wish);
    expect(excluded?.reason).toBe(reason);
    expect(excluded?.detail).toContain(detail);
  });

  it.each<Case>([
    { name: 'a plain request' },
    { name: 'a key for this model', keyModels: ['m'] },
    { name: 'a specialty as a capability', row: { specialties: ['planning'] }, request: { requirements: { capabilities: ['planning'] } } },
    { name: 'a language where none is listed', request: { requirements: { languages: ['de'] } } },
    { name: 'quality that is just enough', request: { requirements: { quality: 0.8, speed: 0.8 } } },
    { name: 'little quality for a named model', row: { qualityScore: 0.1, speedScore: 0.1 } },
    { name: 'a task without a name', mode: 'task' },
    { name: 'an answer of just its most', row: { maxOutputTokens: 100n }, request: { parameters: { maxOutputTokens: 100 } } },
    { name: 'a cost limit that covers the worst case', request: { costLimitUsd: '1' } },
  ])('lets through $name', (wish) => {
    expect(judge(wish)).toBeUndefined();
  });

  it('lets through a worst case of just the cost limit', () => {
    const view = catalogOf([{ name: 'm' }]).models.get('m')!;
    const { boundPicoUsd } = costing(ask({}), view, askedAtMs);
    const judgeAt = (limitPicoUsd: bigint) => {
      const asked = ask({ costLimitUsd: formatUsd(limitPicoUsd) });
      return excludeModel(asked, view, { mode: 'model', costing: costing(asked, view, askedAtMs) })?.reason;
    };
    expect([judgeAt(boundPicoUsd!), judgeAt(boundPicoUsd! - 1n)]).toEqual([undefined, 'cost_limit']);
  });

  it('leaves out a model without a price when there is a cost limit', () => {
    const catalog = catalogOf([{ name: 'm' }]);
    const view = { ...catalog.models.get('m')!, prices: [] };
    const asked = ask({ costLimitUsd: '100' });
    expect(excludeModel(asked, view, { mode: 'model', costing: costing(asked, view, askedAtMs) })).toMatchObject({ reason: 'cost_limit', detail: expect.stringContaining('unknown') });
  });
});
