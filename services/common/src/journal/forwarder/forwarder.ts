// Brings a journal's facts to the ledger: publishes them, hears which the ledger disposed of, asks for
// those it did not hear of, and publishes again what is still owed. Nothing it does frees a fact
// but the ledger's word. Used by router and provider-adapter alike.
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { FactsDisposedSchema, UsageFactSchema, type Witness } from '@switchyard/proto/event/v1/usage';
import { subjects, type EventBus } from '../../events/index.js';
import { systemClock, type Clock } from '../../lifecycle/index.js';
import type { Journal, JournalEntry, JournalLog } from '../journal.js';
import {
  askIdsMax,
  batchWaitMsDefault,
  bytesPerMessageMax,
  bytesPerRoundMax,
  closeFlushMs,
  factsPerMessageMax,
  factsPerRoundMax,
  messageOverheadBytes,
  publishBackoffBaseMsDefault,
  publishBackoffMaxMs,
  republishAfterMsDefault,
  republishEveryMsMax,
  stuckAfterMs,
  sweepEveryMsDefault,
  triesPerRoundMax,
  watermarkEveryMsDefault,
} from './limits.js';
import { shortenFact } from '../shorten-fact.js';
import { publishMessage } from './publish-message.js';
import { toUsageMessages, type UsageMessage } from './usage-batch.js';

export type ForwarderTimes = { readonly batchWaitMs?: number; readonly sweepEveryMs?: number; readonly republishAfterMs?: number; readonly watermarkEveryMs?: number; readonly publishBackoffBaseMs?: number };

export type ForwarderOptions = {
  // Payloads of its facts are encoded UsageFact messages, their ids the facts' ids.
  readonly journal: Journal;
  readonly bus: EventBus;
  // Who speaks, as a CloudEvents source: `/router/<pod>`.
  readonly source: string;
  // Ledger.Disposed: of these ids, those that were booked, found duplicate or parked. May reject.
  readonly askDisposed: (factIds: readonly string[]) => Promise<readonly string[]>;
  // Given, the forwarder tells the ledger up to when this journal's owner has reported everything.
  readonly watermark?: { readonly witness: Witness; readonly owner: string };
  readonly times?: ForwarderTimes;
  readonly clock?: Clock;
  readonly log?: JournalLog;
};

export type Forwarder = {
  // Publishes what waits, for a short time, and stops. The journal stays open: it is its owner's.
  close(): Promise<void>;
};

export async function startForwarder(options: ForwarderOptions): Promise<Forwarder> {
  const forwarder = new JournalForwarder(options);
  await forwarder.start();
  return forwarder;
}

class JournalForwarder implements Forwarder {
  readonly #options: ForwarderOptions;
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #log: JournalLog | undefined;
  readonly #stop = new AbortController();
  readonly #broken = new Set<number>();
  readonly #running: Promise<void>[] = [];
  readonly #undo: (() => Promise<void> | void)[] = [];
  // The last fact that was read for its first publish since the start.
  #cursor = 0;
  #newFacts = 0;
  // The entry that the watermark was last told to wait for, and how long it stood then.
  #stuck: { sequence: number; standsMs: number } | undefined;
  #wake: (() => void) | undefined;

  constructor(options: ForwarderOptions) {
    this.#options = options;
    this.#journal = options.journal;
    this.#clock = options.clock ?? systemClock;
    this.#log = options.log;
  }

  async start(): Promise<void> {
    const { sweepEveryMs = sweepEveryMsDefault, watermarkEveryMs = watermarkEveryMsDefault } = this.#options.times ?? {};
    const hints = await this.#options.bus.subscribe(subjects.ledgerDisposed(this.#journal.id), ({ data }) => this.#dispose(fromBinary(FactsDisposedSchema, data).factIds));
    this.#undo.push(() => hints.close());
    this.#undo.push(this.#journal.onFact(() => this.#noticeFact()));
    this.#running.push(this.#every(publishBackoffMaxMs, () => this.#publishNew()));
    this.#running.push(this.#every(sweepEveryMs, () => this.#sweep()));
    if (this.#options.watermark) this.#running.push(this.#every(watermarkEveryMs, () => this.#publishWatermark()));
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#wake?.();
    // What waits for company or for a pause to end goes now, if the broker takes it.
    const { promise: isLate, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, closeFlushMs);
    await Promise.race([Promise.all(this.#running).then(() => this.#flush()), isLate]);
    clearTimeout(timer);
    for (const undo of this.#undo) await undo();
  }

  #noticeFact(): void {
    this.#newFacts += 1;
    if (this.#newFacts === 1 || this.#newFacts === factsPerMessageMax) this.#wake?.();
  }

  // Facts in their order, a round at a time; of new facts only one round is in memory. Ends only when stopped.
  async #publishNew(): Promise<void> {
    const { batchWaitMs = batchWaitMsDefault } = this.#options.times ?? {};
    const signal = this.#stop.signal;
    while (!signal.aborted) {
      const round = this.#nextRound();
      if (round.length > 0) {
        await this.#publishRound(round);
        continue;
      }
      this.#newFacts = 0;
      await this.#untilWoken();
      if (this.#newFacts < factsPerMessageMax) await Promise.race([this.#pause(batchWaitMs), this.#untilWoken()]);
    }
  }

  #nextRound(): JournalEntry[] {
    return this.#journal.undisposed({ after: this.#cursor, entriesMax: factsPerRoundMax, bytesMax: bytesPerRoundMax });
  }

  async #publishRound(round: readonly JournalEntry[]): Promise<void> {
    const { publishBackoffBaseMs = publishBackoffBaseMsDefault } = this.#options.times ?? {};
    let waiting = this.#toMessages(round);
    for (let tries = 1; waiting.length > 0 && !this.#stop.signal.aborted; tries += 1) {
      waiting = await this.#publishAll(waiting);
      if (waiting.length === 0) break;
      if (tries >= triesPerRoundMax && this.#options.bus.connected) break;
      await this.#pause(Math.min(publishBackoffMaxMs, publishBackoffBaseMs * 2 ** Math.min(tries - 1, 10)));
    }
    if (!this.#stop.signal.aborted || waiting.length === 0) this.#cursor = round.at(-1)!.sequence;
  }

  // Returns those that were not confirmed.
  async #publishAll(messages: readonly UsageMessage[]): Promise<UsageMessage[]> {
    const { bus, source } = this.#options;
    const results = await Promise.allSettled(messages.map((message) => publishMessage(bus, message, source, this.#clock.now())));
    const failed: UsageMessage[] = [];
    results.forEach((result, index) => {
      if (result.status === 'fulfilled') this.#journal.markPublished(messages[index]!.sequences);
      else failed.push(messages[index]!);
    });
    const failure = results.find((result) => result.status === 'rejected');
    if (failure) this.#log?.warn({ messages: failed.length, err: failure.reason }, 'usage facts could not be published; they wait in the journal');
    return failed;
  }

  // What no broker takes is shortened; what then is still no message is set aside with an alarm, and holds nobody up.
  #toMessages(entries: readonly JournalEntry[], factsMax = factsPerMessageMax): UsageMessage[] {
    const { messageBytesMax } = this.#options.bus;
    const bytesMax = Math.min(bytesPerMessageMax, messageBytesMax === undefined ? Infinity : messageBytesMax - messageOverheadBytes);
    const fitting = entries.map((entry) => (entry.payload.length <= bytesMax ? entry : this.#shortened(entry)));
    return toUsageMessages(fitting, (entry, error) => this.#setAside(entry, error), { factsMax, bytesMax });
  }

  #shortened(entry: JournalEntry): JournalEntry {
    try {
      return { ...entry, payload: toBinary(UsageFactSchema, shortenFact(fromBinary(UsageFactSchema, entry.payload))) };
    } catch {
      return entry;
    }
  }

  #setAside({ sequence, id }: JournalEntry, error: unknown): void {
    if (this.#broken.has(sequence)) return;
    this.#broken.add(sequence);
    this.#journal.setAside([sequence]);
    this.#log?.error({ event: 'fact set aside', journalId: this.#journal.id, sequence, factId: id, err: error }, 'a fact in the journal cannot be published and may be missing from the books; it stays in the journal');
  }

  // The hints may be lost, and a broker may forget: asks for everything, then publishes again what is owed.
  async #sweep(): Promise<void> {
    await this.#askForAll();
    await this.#publishOwed();
  }

  async #askForAll(): Promise<void> {
    for (let after = 0; !this.#stop.signal.aborted; ) {
      const asked = this.#journal.undisposedIds({ after, entriesMax: askIdsMax });
      if (asked.length === 0) return;
      after = asked.at(-1)!.sequence;
      try {
        this.#dispose(await this.#options.askDisposed(asked.map(({ id }) => id)));
      } catch (error) {
        this.#log?.warn({ err: error }, 'the ledger could not be asked which facts it has; asking again later');
        return;
      }
    }
  }

  // Of repeated facts, too, only one round is in memory, beside the one of new ones.
  async #publishOwed(): Promise<void> {
    const { republishAfterMs = republishAfterMsDefault } = this.#options.times ?? {};
    const nowMs = this.#clock.now();
    for (let after = 0; !this.#stop.signal.aborted; ) {
      const owed = this.#journal.undisposed({
        after,
        entriesMax: factsPerRoundMax,
        bytesMax: bytesPerRoundMax,
        where: ({ sequence, recordedAtMs, publishedAtMs }) => {
          if (sequence > this.#cursor || this.#broken.has(sequence)) return false;
          if (publishedAtMs === undefined) return true;
          return nowMs - publishedAtMs >= Math.min(republishEveryMsMax, Math.max(republishAfterMs, publishedAtMs - recordedAtMs));
        },
      });
      if (owed.length === 0) return;
      after = owed.at(-1)!.sequence;
      const failed = await this.#publishAll(this.#toMessages(owed));
      if (failed.length > 0 && !this.#options.bus.connected) return;
      // One fact that the broker does not take must not keep back those that ride with it.
      const together = new Set(failed.filter(({ sequences }) => sequences.length > 1).flatMap(({ sequences }) => sequences));
      if (together.size > 0) await this.#publishAll(this.#toMessages(owed.filter(({ sequence }) => together.has(sequence)), 1));
    }
  }

  #dispose(factIds: readonly string[]): void {
    try {
      this.#journal.dispose(factIds);
    } catch (error) {
      this.#log?.error({ err: error }, 'disposed facts could not be marked in the journal; the ledger will be asked again');
    }
  }

  // Not a journalled fact: the next one says more, so losing one costs nothing.
  async #publishWatermark(): Promise<void> {
    const { bus, source, watermark } = this.#options;
    const { completeUntilMs, waitsFor } = this.#journal.watermark();
    const nowMs = this.#clock.now();
    if (waitsFor !== undefined) this.#tellStuck(waitsFor, nowMs - completeUntilMs);
    const completeUntil = timestampFromMs(completeUntilMs);
    const value = { witness: watermark!.witness, owner: watermark!.owner, completeUntil };
    const fact = create(UsageFactSchema, { id: `${this.#journal.id}/watermark/${nowMs}`, journalId: this.#journal.id, recordedAt: timestampFromMs(nowMs), fact: { case: 'journalWatermark', value } });
    const [message] = toUsageMessages([{ sequence: 0, kind: 'watermark', id: fact.id, recordedAtMs: nowMs, payload: toBinary(UsageFactSchema, fact) }], () => undefined);
    await publishMessage(bus, message!, source, nowMs);
  }

  #tellStuck({ sequence, kind, id }: { sequence: number; kind: string; id: string }, standsMs: number): void {
    if (standsMs < stuckAfterMs || (this.#stuck?.sequence === sequence && standsMs - this.#stuck.standsMs < stuckAfterMs)) return;
    this.#stuck = { sequence, standsMs };
    this.#log?.error(
      { event: 'watermark stuck', journalId: this.#journal.id, sequence, kind, id, standsMs },
      'an entry of the journal has not ended or was not taken by the broker for hours; holds wait for it. A restart reports it as unknown',
    );
  }

  async #flush(): Promise<void> {
    for (let round = this.#nextRound(); round.length > 0; round = this.#nextRound()) {
      const failed = await this.#publishAll(this.#toMessages(round));
      if (failed.length > 0) return;
      this.#cursor = round.at(-1)!.sequence;
    }
  }

  async #every(everyMs: number, work: () => Promise<void>): Promise<void> {
    while (!this.#stop.signal.aborted) {
      await work().catch((error: unknown) => this.#log?.warn({ err: error }, 'forwarding the journal met an error; trying again later'));
      await this.#pause(everyMs);
    }
  }

  #untilWoken(): Promise<void> {
    if (this.#stop.signal.aborted || this.#newFacts >= factsPerMessageMax) return Promise.resolve();
    return new Promise((resolve) => (this.#wake = resolve));
  }

  async #pause(ms: number): Promise<void> {
    await this.#clock.sleep(ms, this.#stop.signal).catch((reason: unknown) => {
      if (!this.#stop.signal.aborted) throw reason;
    });
  }
}
