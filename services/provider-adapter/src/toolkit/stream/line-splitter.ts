// Bytes to lines, whatever pieces they come in: a character, a CR LF or a line may be split anywhere.
// Lines end with LF, CR or CR LF, as in https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream.
import { streamEventBytesMax } from '../../limits.js';
import { badOutput } from '../json/json.js';

const LF = 0x0a;
const CR = 0x0d;

export class LineSplitter {
  readonly #dropsLong: boolean;
  /** The line that is being read is too long, and is not kept. */
  #isDropping = false;
  #rest: Buffer[] = [];
  #restBytes = 0;
  #endedWithCr = false;
  #isFirst = true;

  /** Where lines stand each for itself, one that is too long may be left out, and the others go on. */
  constructor({ dropsLong = false }: { dropsLong?: boolean } = {}) {
    this.#dropsLong = dropsLong;
  }

  /** The lines that this piece completes, without their ends. Throws BAD_OUTPUT when a line grows beyond the limit. */
  push(piece: Buffer): string[] {
    const lines: string[] = [];
    let start = 0;
    if (piece.length > 0 && this.#endedWithCr) {
      if (piece[0] === LF) start = 1;
      this.#endedWithCr = false;
    }
    let lf = piece.indexOf(LF, start);
    let cr = piece.indexOf(CR, start);
    while (lf !== -1 || cr !== -1) {
      const isCr = cr !== -1 && (lf === -1 || cr < lf);
      const end = isCr ? cr : lf;
      lines.push(this.#complete(piece.subarray(start, end)));
      start = end + 1;
      if (!isCr) {
        lf = piece.indexOf(LF, start);
        continue;
      }
      if (start === piece.length) this.#endedWithCr = true;
      else if (piece[start] === LF) {
        start += 1;
        lf = piece.indexOf(LF, start);
      }
      cr = piece.indexOf(CR, start);
    }
    this.#keep(piece.subarray(start));
    return lines;
  }

  /** What came after the last line end. */
  end(): string {
    return this.#complete(Buffer.alloc(0));
  }

  #complete(last: Buffer): string {
    if (this.#isDropping) {
      this.#isDropping = false;
      return '';
    }
    const bytes = this.#restBytes === 0 ? last : Buffer.concat([...this.#rest, last]);
    this.#rest = [];
    this.#restBytes = 0;
    const line = bytes.toString('utf8');
    if (!this.#isFirst) return line;
    this.#isFirst = false;
    return line.startsWith('\uFEFF') ? line.slice(1) : line;
  }

  #keep(rest: Buffer): void {
    if (rest.length === 0 || this.#isDropping) return;
    this.#restBytes += rest.length;
    if (this.#restBytes <= streamEventBytesMax) return void this.#rest.push(rest);
    if (!this.#dropsLong) throw badOutput(`A line of the stream is longer than ${streamEventBytesMax} bytes.`);
    this.#rest = [];
    this.#restBytes = 0;
    this.#isDropping = true;
  }
}
