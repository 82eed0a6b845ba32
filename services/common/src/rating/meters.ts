// The meters we know and how they relate. A meter is what a vendor counts and prices; the
// meters of one usage are disjoint, so that no token is paid twice.

export type MeterSide = 'input' | 'output' | 'other';

type KnownMeter = { readonly parent?: string; readonly side: MeterSide };

const modalities = ['audio', 'image', 'video', 'document'] as const;

// `parent` is where a price may be inherited from, never where a count is contained:
// containment differs by vendor and is declared in a UsageDialect.
const knownMeters: ReadonlyMap<string, KnownMeter> = new Map<string, KnownMeter>([
  ['input', { side: 'input' }],
  ['cached_input', { parent: 'input', side: 'input' }],
  ['cache_write', { parent: 'input', side: 'input' }],
  ['output', { side: 'output' }],
  ['reasoning', { parent: 'output', side: 'output' }],
  ...modalities.flatMap((modality): [string, KnownMeter][] => [
    [`input_${modality}`, { parent: 'input', side: 'input' }],
    [`cached_input_${modality}`, { parent: `input_${modality}`, side: 'input' }],
    [`output_${modality}`, { parent: 'output', side: 'output' }],
  ]),
]);

// Cache writes are priced by how long the cache lives: cache_write_5m, cache_write_1h.
const cacheWriteWithTtl = /^cache_write_[0-9]+[smhd]$/;

// The meter whose price this one may inherit, if a row there says so; undefined for a meter that stands alone.
export function parentOf(meter: string): string | undefined {
  return cacheWriteWithTtl.test(meter) ? 'cache_write' : knownMeters.get(meter)?.parent;
}

// Input meters together decide the context band. `requests` and any meter we do not know are `other`.
export function sideOf(meter: string): MeterSide {
  return cacheWriteWithTtl.test(meter) ? 'input' : (knownMeters.get(meter)?.side ?? 'other');
}

// The meter itself, then its ancestors, nearest first.
export function lineage(meter: string): string[] {
  const names = [meter];
  for (let parent = parentOf(meter); parent !== undefined; parent = parentOf(parent)) names.push(parent);
  return names;
}
