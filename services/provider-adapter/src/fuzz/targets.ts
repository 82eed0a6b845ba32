// What is fuzzed, and what must hold whatever comes: no crash, no hang, no free answer by guess, no success without an end.
import fc from 'fast-check';
import { AttemptOutcome, ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { Evidence } from '@switchyard/proto/event/v1/usage';
import { isAppError, Reason } from '@switchyard/common/errors';
import type { AttemptReport } from '@switchyard/proto/provider/v1/attempt';
import { readBaseUrl } from '../toolkit/http/base-url.js';
import { retryAfterMs } from '../toolkit/http/retry-after.js';
import { VendorFailure } from '../adapter/vendor-failure.js';
import { LineSplitter } from '../toolkit/stream/line-splitter.js';
import { SseParser } from '../toolkit/stream/sse-parser.js';
import { wireOf } from '../testing/fake-wire.js';
import { fakeWorld } from '../testing/fake-world.js';
import { mutate, mutations } from './mutate.js';
import { batchesOf, collectAll, replaying } from './record-batches.js';
import { attemptsOf, play } from './record.js';
import type { StartMaterial } from './start-material.js';

export interface FuzzTarget {
  readonly name: string;
  readonly property: fc.IAsyncProperty<unknown> | fc.IProperty<unknown>;
}

/** One per provider that answers, one per vendor of batches, and one per parser that reads what strangers send. */
export async function fuzzTargets(material: StartMaterial): Promise<FuzzTarget[]> {
  const world = await fakeWorld();
  const answers = Map.groupBy(material.answers, ({ provider }) => provider);
  return [
    ...[...answers].map(([provider, of]): FuzzTarget => ({
      name: `answers of ${provider}`,
      property: fc.asyncProperty(fc.nat({ max: of.length - 1 }), mutations, async (index, mutation) => {
        const { call, status, headers, body } = of[index]!;
        const pieces = mutate(body, mutation);
        const report = await play(attemptsOf(world, () => wireOf({ status, headers, pieces })), call());
        assertSound(report);
      }),
    })),
    ...material.batches.map(({ provider, ref, batchId, items, answers: given }): FuzzTarget => ({
      name: `batches of ${provider}`,
      property: fc.asyncProperty(fc.nat({ max: given.length - 1 }), mutations, async (index, mutation) => {
        const batches = batchesOf(world, replaying(given, { index, pieces: mutate(given[index]!.body, mutation) }));
        try {
          const ends = await collectAll(batches, { ref, batchId, items });
          if (ends.length !== items.length) throw new Error(`${ends.length} of ${items.length} items ended`);
          for (const { report } of ends) assertSound(report);
        } catch (error) {
          if (!isAppError(error) || error.reason === Reason.INTERNAL) throw error;
        }
      }),
    })),
    { name: 'events however they are cut', property: fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 20 }), sameHoweverCut(() => new SseParser())) },
    { name: 'lines however they are cut', property: fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 20 }), sameHoweverCut(() => new LineSplitter())) },
    { name: 'Retry-After', property: fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('retry-after', 'retry-after-ms'), (value, header) => isTime(retryAfterMs((name) => (name === header ? value : undefined), 1_700_000_000_000))) },
    { name: 'base URLs', property: fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.ipV4Extended().map((ip) => `https://${ip}/`), fc.ipV6().map((ip) => `https://[${ip}]/`)), fc.boolean(), (text, allows) => onlyVendorFailures(() => readBaseUrl(text, allows))) },
  ];
}

function assertSound(report: AttemptReport): void {
  const { outcome, failure, finishReason, evidence, usage } = report;
  const isAnswer = outcome === AttemptOutcome.SUCCEEDED || outcome === AttemptOutcome.INCOMPLETE;
  if (isAnswer === (failure !== undefined)) throw new Error(`outcome ${outcome} ${failure === undefined ? 'without a failure' : 'with a failure'}`);
  if (failure?.errorClass === ErrorClass.INTERNAL) throw new Error(`a mapping broke: ${failure.message}`);
  if (outcome === AttemptOutcome.SUCCEEDED && finishReason !== undefined && !['stop', 'tool_calls'].includes(finishReason.unified)) throw new Error(`success with finish reason ${finishReason.unified}`);
  if ((evidence === Evidence.BOUND) !== (usage === undefined)) throw new Error('usage without evidence, or evidence without usage');
  for (const [meter, count] of Object.entries(usage?.meters ?? {})) if (count < 0n) throw new Error(`${meter} is ${count}`);
}

function sameHoweverCut(open: () => { push(piece: Buffer): unknown[] }) {
  return (pieces: Uint8Array[]): void => {
    const [whole, cut] = [open(), open()];
    const expected = JSON.stringify(whole.push(Buffer.concat(pieces)));
    const found = JSON.stringify(pieces.flatMap((piece) => cut.push(Buffer.from(piece))));
    if (expected !== found) throw new Error(`${expected} became ${found}`);
  };
}

function isTime(waitMs: number | undefined): boolean {
  return waitMs === undefined || (Number.isSafeInteger(waitMs) && waitMs >= 0);
}

function onlyVendorFailures(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof VendorFailure)) throw error;
  }
}
