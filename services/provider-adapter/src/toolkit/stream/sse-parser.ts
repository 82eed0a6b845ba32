// Server-sent events, as https://html.spec.whatwg.org/multipage/server-sent-events.html reads them.
// Our own rather than a package's, because it reads bytes: no text is made of a line before it is whole, and lines and events have limits.
import { streamEventBytesMax } from '../../limits.js';
import { badOutput } from '../json/json.js';
import { LineSplitter } from './line-splitter.js';

export interface SseEvent {
  /** Empty when the event has no name. */
  readonly event: string;
  readonly data: string;
}

export class SseParser {
  readonly #lines = new LineSplitter();
  #event = '';
  #data: string | undefined;

  /** The events that this piece completes. One that is not ended by an empty line never counts. */
  push(piece: Buffer): SseEvent[] {
    const events: SseEvent[] = [];
    for (const line of this.#lines.push(piece)) {
      if (line === '') {
        if (this.#data !== undefined) events.push({ event: this.#event, data: this.#data });
        this.#event = '';
        this.#data = undefined;
      } else {
        this.#take(line);
      }
    }
    return events;
  }

  #take(line: string): void {
    const colon = line.indexOf(':');
    // A line that begins with a colon is a comment, often sent to keep proxies awake.
    if (colon === 0) return;
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'event') this.#event = value;
    if (field !== 'data') return;
    this.#data = this.#data === undefined ? value : `${this.#data}\n${value}`;
    if (this.#data.length > streamEventBytesMax) throw badOutput(`An event of the stream is longer than ${streamEventBytesMax} characters.`);
  }
}
