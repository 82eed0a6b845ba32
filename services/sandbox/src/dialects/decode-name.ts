// Reads a name out of a path.

/** A name that is wrongly escaped stays as it is, and is then no model's name. */
export function decodeName(escaped: string): string {
  try {
    return decodeURIComponent(escaped);
  } catch {
    return escaped;
  }
}
