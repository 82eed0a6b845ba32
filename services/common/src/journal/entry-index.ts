// What a journal keeps in memory: where its live entries are, and nothing of those it is done with.
import type { Segment } from './segment.js';

export type Located = {
  readonly sequence: number;
  readonly kind: string;
  readonly id: string;
  readonly recordedAtMs: number;
  readonly reserveBytes: number | undefined;
  // The id of the open entry that this fact ended, so that the id stays known until the fact is disposed of.
  readonly endedId: string | undefined;
  readonly length: number;
  segment: Segment;
  offset: number;
  publishedAtMs: number | undefined;
  isDone: boolean;
  // An earlier fact with the same id that is alive too; both are disposed of together.
  earlierTwin: Located | undefined;
};

// Open entries wait for their end; facts wait for the ledger.
export class EntryIndex {
  readonly #open = new Map<number, Located>();
  readonly #facts = new Map<number, Located>();
  readonly #factByFactId = new Map<string, Located>();
  readonly #unpublished = new Set<Located>();
  readonly #attemptIds = new Set<string>();
  // Facts by sequence, done ones included until there are too many of them: allows binary search.
  #ordered: Located[] = [];

  get openCount(): number {
    return this.#open.size;
  }

  get factCount(): number {
    return this.#facts.size;
  }

  add(entry: Located): void {
    entry.segment.liveCount += 1;
    entry.segment.liveBytes += entry.length;
    entry.segment.doneAtMs = undefined;
    if (entry.reserveBytes !== undefined) {
      this.#open.set(entry.sequence, entry);
      this.#attemptIds.add(entry.id);
      return;
    }
    this.#facts.set(entry.sequence, entry);
    entry.earlierTwin = this.#factByFactId.get(entry.id);
    this.#factByFactId.set(entry.id, entry);
    this.#unpublished.add(entry);
    this.#ordered.push(entry);
    if (entry.endedId !== undefined) this.#attemptIds.add(entry.endedId);
  }

  // Forgets an open entry that ended or a fact that was disposed of.
  remove(entry: Located, nowMs: number): void {
    const { segment } = entry;
    entry.isDone = true;
    segment.liveCount -= 1;
    segment.liveBytes -= entry.length;
    if (segment.liveCount === 0) segment.doneAtMs = nowMs;
    if (this.#open.delete(entry.sequence)) this.#attemptIds.delete(entry.id);
    if (!this.#facts.delete(entry.sequence)) return;
    if (this.#factByFactId.get(entry.id) === entry) this.#factByFactId.delete(entry.id);
    this.#unpublished.delete(entry);
    if (entry.endedId !== undefined) this.#attemptIds.delete(entry.endedId);
    if (this.#ordered.length > 1_024 && this.#ordered.length > 2 * this.#facts.size) this.#ordered = this.#ordered.filter((one) => !one.isDone);
  }

  // Says that an entry's bytes are now elsewhere.
  move(entry: Located, segment: Segment, offset: number, nowMs: number): void {
    entry.segment.liveCount -= 1;
    entry.segment.liveBytes -= entry.length;
    if (entry.segment.liveCount === 0) entry.segment.doneAtMs = nowMs;
    segment.liveCount += 1;
    segment.liveBytes += entry.length;
    segment.doneAtMs = undefined;
    entry.segment = segment;
    entry.offset = offset;
  }

  openAt(sequence: number): Located | undefined {
    return this.#open.get(sequence);
  }

  get(sequence: number): Located | undefined {
    return this.#facts.get(sequence) ?? this.#open.get(sequence);
  }

  // Usually one; more when a restarted process reported the same thing again.
  *factsById(id: string): Generator<Located> {
    for (let entry = this.#factByFactId.get(id); entry !== undefined; entry = entry.earlierTwin) if (!entry.isDone) yield entry;
  }

  hasAttemptId(id: string): boolean {
    return this.#attemptIds.has(id);
  }

  openEntries(): IterableIterator<Located> {
    return this.#open.values();
  }

  // Live facts behind a sequence, in order.
  *factsAfter(sequence: number): Generator<Located> {
    const ordered = this.#ordered;
    let [low, high] = [0, ordered.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (ordered[middle]!.sequence <= sequence) low = middle + 1;
      else high = middle;
    }
    for (; low < ordered.length; low += 1) if (!ordered[low]!.isDone) yield ordered[low]!;
  }

  liveIn(segment: Segment): Located[] {
    return [this.#open, this.#facts].flatMap((entries) => [...entries.values()].filter((entry) => entry.segment === segment));
  }

  published(entry: Located, nowMs: number): void {
    entry.publishedAtMs = nowMs;
    this.#unpublished.delete(entry);
  }

  setAside(entry: Located): void {
    this.#unpublished.delete(entry);
  }

  // The oldest entry that is still open or was never published; undefined when there is none.
  oldestIncomplete(): Located | undefined {
    const open = this.#open.values().next().value;
    const unpublished = this.#unpublished.values().next().value;
    if (!open || !unpublished) return open ?? unpublished;
    return open.sequence < unpublished.sequence ? open : unpublished;
  }
}
