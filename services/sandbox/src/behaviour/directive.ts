// Finds `[[sandbox {...}]]` in a text: the way to ask for a behaviour through a
// router, which passes messages on but not headers.

const opening = '[[sandbox';

export interface Directive {
  json: string;
  /** The text without the directive, trimmed. */
  rest: string;
}

/** Undefined if there is none. Throws a SyntaxError if one is begun and not finished. */
export function findDirective(text: string): Directive | undefined {
  const start = text.indexOf(opening);
  if (start < 0) return undefined;
  const open = text.indexOf('{', start);
  const close = open < 0 ? -1 : closingBrace(text, open);
  const end = close < 0 ? -1 : text.indexOf(']]', close);
  if (end < 0 || text.slice(start + opening.length, open).trim() !== '' || text.slice(close + 1, end).trim() !== '') {
    throw new SyntaxError('a directive is written [[sandbox {"status": 500}]]');
  }
  return { json: text.slice(open, close + 1), rest: `${text.slice(0, start)}${text.slice(end + 2)}`.trim() };
}

/** The place of the brace that closes the one at `open`, braces within JSON strings not counted; -1 if there is none. */
function closingBrace(text: string, open: number): number {
  let depth = 0;
  let quoted = false;
  for (let index = open; index < text.length; index += 1) {
    const char = text[index];
    if (quoted) {
      if (char === '\\') index += 1;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '{') depth += 1;
    else if (char === '}' && --depth === 0) return index;
  }
  return -1;
}
