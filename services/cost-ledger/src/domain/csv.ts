// CSV as RFC 4180 has it: CRLF, and quotes where a comma, a quote or a line break needs them.
//
// A cell that a spreadsheet would run as a formula (=, +, -, @, tab or CR in front; OWASP "CSV Injection") gets an apostrophe
// before it, but only in the columns whose text callers choose freely. Ids, numbers and our own words stay byte for byte as
// they are in the ledger, so that files can be joined and summed.

export function csvLine(cells: readonly (string | undefined)[]): string {
  return `${cells.map((cell) => quoted(cell ?? '')).join(',')}\r\n`;
}

/** For text that a caller chose. */
export function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
