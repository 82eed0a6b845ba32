// What the command prints: tables for people, JSON for programs.
import Table from 'cli-table3';

export interface Output {
  readonly isJson: boolean;
  line(text?: string): void;
  write(text: string): void;
  json(value: unknown): void;
  table(head: readonly string[], rows: readonly (readonly string[])[], whenEmpty: string): void;
  pairs(pairs: readonly (readonly [string, string | undefined])[]): void;
}

export function outputTo(write: (text: string) => void, isJson: boolean): Output {
  const line = (text = ''): void => write(`${text}\n`);
  return {
    isJson,
    line,
    write,
    json: (value) => line(JSON.stringify(value, bigintsAsText, 2)),
    table(head, rows, whenEmpty) {
      if (rows.length === 0) return line(whenEmpty);
      const table = new Table({ head: [...head], style: { head: [], border: [], compact: true }, chars: plainBorders });
      for (const row of rows) table.push([...row]);
      line(table.toString());
    },
    pairs(pairs) {
      const shown = pairs.filter((pair): pair is readonly [string, string] => pair[1] !== undefined && pair[1] !== '');
      const width = Math.max(0, ...shown.map(([name]) => name.length));
      for (const [name, value] of shown) line(`${name.padEnd(width)}  ${value}`);
    },
  };
}

/** JSON has no integers of 64 bits; amounts stay exact as text. */
function bigintsAsText(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

const plainBorders = {
  top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '',
  left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '  ',
};
