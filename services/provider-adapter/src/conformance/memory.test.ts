// Goal: no answer fills the memory, however long it is. What is held at the worst moment is measured, and not what is left
// when everything is over.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AttemptOutcome, ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { Evidence } from '@switchyard/proto/event/v1/usage';
import { answerBytesMax, streamEventBytesMax } from '../limits.js';
import { presets } from '../providers/presets/index.js';
import { loadConformance } from '../testing/conformance.js';
import { askEither, startHarness, type Harness } from '../testing/harness.js';
import { peakBytesOf } from '../testing/memory-peak.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
  // The sandbox packs its bomb once, from a buffer as large as what it unpacks to.
  await askEither(harness, { provider: 'openai', behaviour: { packed: 'bomb' } }, false);
});
afterAll(() => harness.close());

/** Once by its reader; and what the sockets of both sides had it in may not be collected yet. */
const timesHeld = 2;
/** Whatever else goes on. */
const spareBytes = 8 * 1024 ** 2;

const long = [
  { name: 'an answer that unpacks to 128 MiB', behaviour: { packed: 'bomb' } },
  { name: 'a line without an end', behaviour: { endless_line: true } },
];

// Presets read by the code that openai stands for.
const chatting = [...(await loadConformance())].filter(([id, { models }]) => models.chat !== undefined && !presets.some((preset) => preset.id === id));
const cases = chatting.flatMap(([provider, { streamType = 'text/event-stream' }]) =>
  long.flatMap(({ name, behaviour }) => [
    { provider, way: 'plain', name, isStream: false, behaviour, bytesMax: answerBytesMax },
    { provider, way: 'streamed', name, isStream: true, behaviour: { ...behaviour, content_type: streamType }, bytesMax: streamEventBytesMax },
  ]),
);

describe('the most that is held of an answer without an end', () => {
  it.each(cases)('$provider, $way: $name', async ({ provider, isStream, behaviour, bytesMax }) => {
    const heldBytes = await peakBytesOf(async () => {
      const { report } = await askEither(harness, { provider, behaviour }, isStream);
      expect(report).toMatchObject({ failure: { errorClass: ErrorClass.BAD_OUTPUT }, evidence: Evidence.BOUND });
      expect([AttemptOutcome.FAILED, AttemptOutcome.TRUNCATED]).toContain(report.outcome);
    });
    expect(heldBytes).toBeLessThan(timesHeld * bytesMax + spareBytes);
  });
});
