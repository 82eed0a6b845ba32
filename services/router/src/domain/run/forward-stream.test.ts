// Goal: nothing is shown before it means something, everything is shown after, and an answer always shows its beginning.
import { describe, expect, it } from '@jest/globals';
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { AttemptOutcome } from '@switchyard/proto/common/v1/attempt';
import { StreamResponseSchema } from '@switchyard/proto/provider/v1/attempt';
import { preambleFramesMax } from '../../limits.js';
import { forwardStream, type Frame, type Forwarded } from './forward-stream.js';

type Init = MessageInitShape<typeof StreamResponseSchema>;

const first: Frame = { frame: { case: 'attemptStarted', value: { number: 1 } } };
const step = (one: object): Init => ({ frame: { case: 'deltas', value: { deltas: [{ step: one as never }] } } });
const start = (type = 'text'): Init => step({ case: 'start', value: { index: 0, type } });
const text = (value: string): Init => step({ case: 'text', value: { index: 0, text: value } });
const report = (outcome: AttemptOutcome): Init => ({ frame: { case: 'report', value: { outcome } } });

async function forward(inits: readonly Init[]): Promise<{ shown: string[]; result: Forwarded; shownAt: number | undefined }> {
  async function* frames() {
    for (const init of inits) yield create(StreamResponseSchema, init);
  }
  const shown: string[] = [];
  let shownAt: number | undefined;
  const forwarded = forwardStream(frames(), first, () => (shownAt = shown.length));
  for (;;) {
    const next = await forwarded.next();
    if (next.done === true) return { shown, result: next.value, shownAt };
    shown.push(next.value.frame?.case ?? '');
  }
}

describe('forwardStream', () => {
  it.each([
    { name: 'an opened block is no output', inits: [start()], shown: [] },
    { name: 'an empty text is no output', inits: [start(), text('')], shown: [] },
    { name: 'a failure after such leaves nothing', inits: [start(), report(AttemptOutcome.FAILED)], shown: [] },
    { name: 'a word shows all that was held back', inits: [start(), text(''), text('hi')], shown: ['attemptStarted', 'contentStart', 'contentDelta', 'contentDelta'] },
    { name: 'the name of a tool is output', inits: [start('tool_call')], shown: ['attemptStarted', 'contentStart'] },
    { name: 'what comes after the first word comes at once', inits: [start(), text('a'), text('b'), step({ case: 'end', value: { index: 0 } })], shown: ['attemptStarted', 'contentStart', 'contentDelta', 'contentDelta', 'contentEnd'] },
    { name: 'a whole answer without a word is shown at its end', inits: [start(), report(AttemptOutcome.SUCCEEDED)], shown: ['attemptStarted', 'contentStart'] },
    { name: 'so is one that ended early', inits: [report(AttemptOutcome.INCOMPLETE)], shown: ['attemptStarted'] },
  ])('$name', async ({ inits, shown }) => {
    const result = await forward(inits);
    expect(result.shown).toEqual(shown);
    expect(result.result.isShown).toBe(shown.length > 0);
    expect(result.shownAt).toBe(shown.length > 0 ? 0 : undefined);
  });

  it('holds back only so much', async () => {
    const { result } = await forward(Array.from({ length: preambleFramesMax + 1 }, () => start()));
    expect(result.isShown).toBe(true);
  });

  it('knows no end where the adapter told none', async () => {
    expect((await forward([start(), text('half')])).result.report).toBeUndefined();
  });
});
