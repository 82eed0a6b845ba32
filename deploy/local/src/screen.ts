// What a person sees: plain lines, no colours to be turned off.

export interface Screen {
  line(text?: string): void;
  heading(text: string): void;
  rows(pairs: readonly (readonly [string, string])[]): void;
}

export function screenOn(write: (text: string) => void): Screen {
  const line = (text = ''): void => write(`${text}\n`);
  return {
    line,
    heading(text) {
      line();
      line(text);
      line('─'.repeat(text.length));
    },
    rows(pairs) {
      const width = Math.max(...pairs.map(([name]) => name.length));
      for (const [name, value] of pairs) line(`  ${name.padEnd(width)}  ${value}`);
    },
  };
}
