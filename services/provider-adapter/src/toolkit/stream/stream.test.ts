// Goal: whatever pieces a stream is cut into, the same events come out. A network cuts where it likes, also inside a
// character, between CR and LF, or in the middle of a field's name.
import { describe, expect, it } from '@jest/globals';
import { createParser } from 'eventsource-parser';
import fc from 'fast-check';
import { streamEventBytesMax } from '../../limits.js';
import { LineSplitter } from './line-splitter.js';
import { SseParser, type SseEvent } from './sse-parser.js';

/** Cuts bytes at the given places; places may repeat, so pieces may be empty. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const sorted = [0, ...places.map((place) => place % (bytes.length + 1)).sort((one, other) => one - other), bytes.length];
  return sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end));
}

function parse(pieces: readonly Buffer[]): SseEvent[] {
  const parser = new SseParser();
  return pieces.flatMap((piece) => parser.push(piece));
}

const words = fc.stringMatching(/^[a-zåß→🚂железо :{}"\\]{0,12}$/u);
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
const line = fc.oneof(
  words.map((text) => `data: ${text}`),
  words.map((text) => `data:${text}`),
  fc.constant('data'),
  words.map((text) => `event: ${text}`),
  words.map((text) => `: ${text}`),
  words.map((text) => `other: ${text}`),
  fc.constant(''),
);
const document = fc.array(fc.tuple(line, lineEnd), { maxLength: 30 }).map((lines) => lines.map((pair) => pair.join('')).join(''));
const places = fc.array(fc.nat(), { maxLength: 40 });

describe('SseParser', () => {
  it('finds the same events however the bytes are cut', () => {
    fc.assert(
      fc.property(document, places, (text, at) => {
        const bytes = Buffer.from(text);
        expect(parse(cut(bytes, at))).toEqual(parse([bytes]));
      }),
    );
  });

  it('finds what an independent parser finds', () => {
    fc.assert(
      fc.property(document, (text) => {
        const expected: SseEvent[] = [];
        const oracle = createParser({ onEvent: ({ event = '', data }) => expected.push({ event, data }) });
        // A CR at the very end could still become CR LF; a further line settles it for both parsers.
        const settled = `${text}\n: end\n`;
        oracle.feed(settled);
        expect(parse([Buffer.from(settled)])).toEqual(expected);
      }),
    );
  });

  it.each([
    { name: 'an event is ended by an empty line alone', text: 'data: a\n', events: [] },
    { name: 'lines of data are joined', text: 'data: a\ndata: b\n\n', events: [{ event: '', data: 'a\nb' }] },
    { name: 'one blank after the colon is no data', text: 'data:  a\n\n', events: [{ event: '', data: ' a' }] },
    { name: 'a byte order mark is passed over', text: '\uFEFFdata: a\n\n', events: [{ event: '', data: 'a' }] },
    { name: 'comments and unknown fields are passed over', text: ': ping\nid: 7\nretry: 1\ndata: a\n\n', events: [{ event: '', data: 'a' }] },
    { name: 'an event without data does not count', text: 'event: ping\n\ndata: a\n\n', events: [{ event: '', data: 'a' }] },
    { name: 'a name belongs to its event only', text: 'event: x\ndata: a\n\ndata: b\n\n', events: [{ event: 'x', data: 'a' }, { event: '', data: 'b' }] },
  ])('$name', ({ text, events }) => {
    expect(parse([Buffer.from(text)])).toEqual(events);
  });

  it('refuses a line without end, and an event without end', () => {
    const long = Buffer.alloc(1024 * 1024, 'a');
    const endless = new SseParser();
    expect(() => {
      for (let mib = 0; mib * long.length <= streamEventBytesMax; mib += 1) endless.push(long);
    }).toThrow(/longer than/);
    const growing = new SseParser();
    const dataLine = Buffer.concat([Buffer.from('data: '), long, Buffer.from('\n')]);
    expect(() => {
      for (let mib = 0; mib * long.length <= streamEventBytesMax; mib += 1) growing.push(dataLine);
    }).toThrow(/longer than/);
  });
});

describe('LineSplitter', () => {
  it('gives lines of JSON back whole, the last one also without its end', () => {
    const json = fc.array(fc.jsonValue().map((value) => JSON.stringify({ value })), { maxLength: 20 });
    fc.assert(
      fc.property(json, fc.constantFrom('\n', '\r\n'), fc.boolean(), places, (lines, end, endsWell, at) => {
        const text = lines.join(end) + (endsWell ? end : '');
        const splitter = new LineSplitter();
        const found = [...cut(Buffer.from(text), at).flatMap((piece) => splitter.push(piece)), splitter.end()].filter((found) => found !== '');
        expect(found).toEqual(lines);
      }),
    );
  });
});
