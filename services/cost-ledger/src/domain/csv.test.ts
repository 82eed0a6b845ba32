// Goal: what is exported is read back as it was, and a spreadsheet runs none of it.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { csvLine, harmless } from './csv.js';

describe('a line of CSV', () => {
  it.each<{ name: string; cells: (string | undefined)[]; line: string }>([
    { name: 'has plain cells as they are', cells: ['a', '1', '-5'], line: 'a,1,-5\r\n' },
    { name: 'leaves unknown cells empty', cells: ['a', undefined, ''], line: 'a,,\r\n' },
    { name: 'quotes commas, quotes and line breaks', cells: ['a,b', 'say "x"', 'l1\nl2'], line: '"a,b","say ""x""","l1\nl2"\r\n' },
  ])('$name', ({ cells, line }) => expect(csvLine(cells)).toBe(line));

  it('is read back as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', ',', '"', '\r', '\n', ' ') }), { minLength: 1, maxLength: 6 }), (cells) => {
        expect(readLine(csvLine(cells))).toEqual(cells);
      }),
    );
  });
});

it.each([
  { text: '=1+1', shown: "'=1+1" },
  { text: '@cmd', shown: "'@cmd" },
  { text: '-2', shown: "'-2" },
  { text: '\t=x', shown: "'\t=x" },
  { text: 'a=1', shown: 'a=1' },
  { text: '', shown: '' },
])('a text of $text is shown as $shown', ({ text, shown }) => expect(harmless(text)).toBe(shown));

/** A reader of its own: one character after the other, as the grammar of RFC 4180 says. */
function readLine(line: string): string[] {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    let cell = '';
    if (line[at] === '"') {
      for (at += 1; !(line[at] === '"' && line[at + 1] !== '"'); at += 1) {
        if (line[at] === '"') at += 1;
        cell += line[at];
      }
      at += 1;
    } else {
      while (line[at] !== ',' && line.slice(at) !== '\r\n') cell += line[at++];
    }
    cells.push(cell);
    if (line.slice(at) === '\r\n') return cells;
    at += 1;
  }
}
