// What the journal was told of an attempt.
import { expect } from '@jest/globals';
import type { AttemptFinished } from '@switchyard/proto/event/v1/usage';
import type { Usage } from '@switchyard/proto/common/v1/usage';
import type { Harness } from './harness.js';

/** The one fact of an attempt. */
export function factOf(harness: Harness, attemptId: string): AttemptFinished {
  const facts = harness.journal.facts.filter(({ terms }) => terms?.attemptId === attemptId);
  expect(facts).toHaveLength(1);
  return facts[0]!;
}

/** Meters that are there and empty: nothing was consumed, and that is known. */
export function expectKnownZero(usage: Usage | undefined): void {
  expect(usage?.meters).toEqual({});
  expect([usage?.inputTokens, usage?.outputTokens, usage?.totalTokens]).toEqual([undefined, undefined, undefined]);
}

/** Calls that the sandbox has open now. */
export async function inflight(harness: Harness): Promise<number> {
  return ((await (await fetch(`${harness.sandbox.control}/inflight`)).json()) as { count: number }).count;
}
