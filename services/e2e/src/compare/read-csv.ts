// RFC 4180, as far as an export needs it: quotes, doubled quotes, line ends inside quotes.

/** One record per row, by the header's names. */
export function readCsv(text: string): Record<string, string>[] {
  const [header = [], ...rows] = records(text);
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
}

function records(text: string): string[][] {
  const all: string[][] = [];
  let record: string[] = [];
  let field = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (isQuoted) {
      if (character !== '"') field += character;
      else if (text[at + 1] === '"') {
        field += '"';
        at += 1;
      } else isQuoted = false;
    } else if (character === '"') isQuoted = true;
    else if (character === ',') {
      record.push(field);
      field = '';
    } else if (character === '\n') {
      all.push([...record, field.replace(/\r$/, '')]);
      record = [];
      field = '';
    } else field += character;
  }
  if (field !== '' || record.length > 0) all.push([...record, field]);
  return all;
}
