// Finds a field that no leave lets pass, however it is spelled and however deep it stands.
import { barredGroups, containerNames, dataNames, harmlessNames, type BarredGroup } from './barred-fields.js';
import { extraFieldDepthMax } from '../limits.js';

export interface BarredField {
  /** The names that lead to it, outermost first. */
  readonly path: readonly string[];
  /** What it can change, as the end of a sentence. */
  readonly changes: string;
}

const containersBySqueezed: ReadonlyMap<string, string> = new Map([...containerNames].map((name) => [squeeze(name), name]));

/** The first such field in the order of the object; undefined when all may pass. */
export function findBarredField(value: unknown, path: readonly string[] = []): BarredField | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (path.length >= extraFieldDepthMax) return { path, changes: 'anything, nested as deep as that' };
  // The places of a list are no names.
  const isList = Array.isArray(value);
  for (const [name, inner] of Object.entries(value)) {
    const here = [...path, name];
    const changes = isList ? undefined : changesOf(name, inner);
    if (changes !== undefined) return { path: here, changes };
    if (!isList && dataNames.has(squeeze(name))) continue;
    const found = findBarredField(inner, here);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * A name without its case, its separators and its look: some vendors read camel and snake case alike, and servers in Go read any
 * case, long s and Kelvin sign included (https://pkg.go.dev/encoding/json#Unmarshal).
 */
export function squeeze(name: string): string {
  return name.normalize('NFKC').toUpperCase().toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

function changesOf(name: string, value: unknown): string | undefined {
  const squeezed = squeeze(name);
  const container = containersBySqueezed.get(squeezed);
  if (container !== undefined) return name === container && typeof value === 'object' && value !== null && !Array.isArray(value) ? undefined : `the cap on the answer unless it is an object and spelled ${container}`;
  if (harmlessNames.has(squeezed)) return undefined;
  return barredGroups.find((group) => isIn(group, squeezed))?.changes;
}

function isIn({ parts, names }: BarredGroup, squeezed: string): boolean {
  return (names?.includes(squeezed) ?? false) || parts.some((part) => squeezed.includes(part));
}
