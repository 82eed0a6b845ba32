// Goal: cells of the matrix that no other test of the suite is about: instructions, thinking and probes, for every provider
// whose vendor offers them.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { create } from '@bufbuild/protobuf';
import { AttemptKind, AttemptOutcome } from '@switchyard/proto/common/v1/attempt';
import { Role } from '@switchyard/proto/common/v1/chat';
import { ModelSchema } from '@switchyard/proto/catalog/v1/model';
import { Evidence } from '@switchyard/proto/event/v1/usage';
import { ProbeRequestSchema } from '@switchyard/proto/provider/v1/provider_service';
import type { Cell } from '../adapter/cells.js';
import { complete } from '../domain/complete.js';
import { probeCall } from '../domain/probe.js';
import { probeOutputTokens } from '../limits.js';
import { expectedOf, loadConformance } from '../testing/conformance.js';
import { factOf } from '../testing/facts.js';
import { askEither, billOf, startHarness, taskOf, userSays, type Harness } from '../testing/harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const known = await loadConformance();
const offering = (cell: Cell) => [...known].flatMap(([provider, { models, thoughts = {} }]) => (expectedOf(provider).offers[cell] === undefined ? [] : [{ provider, models, thoughts }]));
const bothWays = (cell: Cell) => offering(cell).flatMap((row) => [false, true].map((isStream) => ({ ...row, isStream })));

describe('system', () => {
  const instruction = 'You are a signalman of the old school: short, exact, and never in a hurry. '.repeat(4);
  const question = 'May the train leave? [[sandbox {"echo": true}]]';
  const instructing = { role: Role.SYSTEM, parts: [{ content: { case: 'text' as const, value: instruction } }] };

  it.each(bothWays('system'))('$provider: an instruction is read, and is no word of the user (streamed: $isStream)', async ({ provider, isStream }) => {
    const [told, untold] = [await askEither(harness, { provider, messages: [instructing, userSays(question)] }, isStream), await askEither(harness, { provider, messages: [userSays(question)] }, isStream)];
    expect(told.report.outcome).toBe(AttemptOutcome.SUCCEEDED);
    expect(told.report.warnings).toEqual([]);
    // The sandbox counts every word that reaches it, four bytes to a token, and repeats those of the user alone.
    expect(Number(told.report.usage!.inputTokens! - untold.report.usage!.inputTokens!)).toBeGreaterThanOrEqual(instruction.length / 4);
    expect(told.text).toBe(untold.text);
    expect(told.text.trim()).toBe('May the train leave?');
  });
});

describe('reasoning', () => {
  const thought = 'Le signal est au rouge. — No train on the block 🚦.';
  const asked = { reasoningEffort: 'low', thinkingBudgetTokens: 1_024, maxOutputTokens: 4_096 };
  const behaviour = { text: 'Not yet.', reasoning: thought, chunk_count: 3 };

  it.each(bothWays('reasoning'))('$provider: thinks when it is asked to, and tells its thoughts apart (streamed: $isStream)', async ({ provider, models, thoughts, isStream }) => {
    const attemptId = randomUUID();
    const { text, reasoning, report } = await askEither(harness, { provider, model: models.reasoning ?? models.chat, attemptId, behaviour, parameters: asked }, isStream);
    expect(report).toMatchObject({ outcome: AttemptOutcome.SUCCEEDED, evidence: Evidence.REPORTED, inconsistent: false });
    expect({ text, reasoning }).toEqual({ text: 'Not yet.', reasoning: thoughts.areHidden === true ? '' : thought });
    const billed = (await billOf(harness, attemptId))!.usage;
    expect(billed['reasoning_tokens']).toBeGreaterThan(0);
    expect(report.usage!.outputTokens).toBe(BigInt(billed['output_tokens']!));
    expect(report.usage!.meters['reasoning'] ?? 0n).toBe(thoughts.areUncounted === true ? 0n : BigInt(billed['reasoning_tokens']!));
  });

  it.each(bothWays('reasoning'))('$provider: does not think unasked, unless its models always do (streamed: $isStream)', async ({ provider, models, thoughts, isStream }) => {
    const { text, reasoning, report } = await askEither(harness, { provider, model: models.reasoning ?? models.chat, behaviour, parameters: { maxOutputTokens: 4_096 } }, isStream);
    expect({ text, reasoning, hasReasoned: (report.usage!.meters['reasoning'] ?? 0n) > 0n }).toEqual({ text: 'Not yet.', reasoning: '', hasReasoned: thoughts.areUnasked === true });
  });
});

describe('probe', () => {
  const probeOf = (provider: string, { name, capabilities, attemptId = randomUUID() }: { name: string; capabilities: string[]; attemptId?: string }) => {
    const { terms, timers } = taskOf({ provider, model: name, attemptId });
    return probeCall(create(ProbeRequestSchema, { terms: { ...terms, kind: AttemptKind.PROBE }, timers }), create(ModelSchema, { name, capabilities }));
  };
  const { signal } = new AbortController();

  it.each(offering('probe'))('$provider: is one word for one word, paid and booked as a probe', async ({ provider, models }) => {
    const attemptId = randomUUID();
    const { report } = await complete(harness.attempts, probeOf(provider, { name: models.chat!, capabilities: ['text_generation', 'streaming'], attemptId }), { signal });
    // A model that is cut off at so little answered all the same.
    expect([AttemptOutcome.SUCCEEDED, AttemptOutcome.INCOMPLETE]).toContain(report.outcome);
    expect(report.failure).toBeUndefined();
    const billed = (await billOf(harness, attemptId))!.usage;
    expect(report.usage).toMatchObject({ inputTokens: BigInt(billed['input_tokens']!), outputTokens: BigInt(billed['output_tokens']!) });
    expect(billed['output_tokens']).toBeLessThanOrEqual(probeOutputTokens);
    expect(billed['input_tokens']).toBeLessThanOrEqual(16);
    expect(factOf(harness, attemptId)).toMatchObject({ terms: { kind: AttemptKind.PROBE }, outcome: report.outcome, evidence: Evidence.REPORTED });
  });

  it.each(offering('embeddings'))('$provider: of a model of vectors is one vector', async ({ provider, models }) => {
    const attemptId = randomUUID();
    const { answer, report } = await complete(harness.attempts, probeOf(provider, { name: models.embedding!, capabilities: ['embedding'], attemptId }), { signal });
    expect(report).toMatchObject({ outcome: AttemptOutcome.SUCCEEDED, evidence: Evidence.REPORTED });
    expect(answer!.embeddings.size).toBe(1);
    expect(factOf(harness, attemptId).terms!.kind).toBe(AttemptKind.PROBE);
  });

  it.each([...known].flatMap(([provider, { models }]) => (expectedOf(provider).lacks.probe === undefined ? [] : [{ provider, name: models.analysis ?? '' }])))('$provider: has no cheap call, and is asked for none', ({ provider, name }) => {
    expect(() => probeOf(provider, { name, capabilities: ['image_analysis'] })).toThrow(/no cheap call/);
  });
});
