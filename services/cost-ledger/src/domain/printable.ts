// Postgres stores no NUL in a text, and UTF-8 has no half of a surrogate pair.

export function printable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
