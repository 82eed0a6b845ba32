// Counts rows and sums one column of a CSV (RFC 4180) as it streams by, so that a file can be held against its control total.

export class CsvTotal {
  rows = 0;
  total = 0n;
  /** Rows whose amount is unknown. */
  unknown = 0;
  readonly #column: string;
  readonly #decoder = new TextDecoder();
  #place: number | undefined;
  #cells: string[] = [];
  #cell = '';
  #isQuoted = false;
  #isFirstLine = true;

  constructor({ column }: { column: string }) {
    this.#column = column;
  }

  add(chunk: Uint8Array): void {
    for (const character of this.#decoder.decode(chunk, { stream: true })) this.#take(character);
  }

  /** Whether the text ended where a line ends. */
  get isAtLineEnd(): boolean {
    return this.#cell === '' && this.#cells.length === 0 && !this.#isQuoted;
  }

  #take(character: string): void {
    // A doubled quote closes and opens again: inside a cell it changes nothing, and amounts have none.
    if (character === '"') this.#isQuoted = !this.#isQuoted;
    else if (this.#isQuoted || (character !== ',' && character !== '\n' && character !== '\r')) this.#cell += character;
    else if (character !== '\r') this.#endCell(character === '\n');
  }

  #endCell(isLineEnd: boolean): void {
    this.#cells.push(this.#cell);
    this.#cell = '';
    if (!isLineEnd) return;
    if (this.#isFirstLine) this.#place = this.#cells.indexOf(this.#column);
    else this.#count(this.#cells[this.#place ?? -1]);
    this.#isFirstLine = false;
    this.#cells = [];
  }

  #count(amount: string | undefined): void {
    this.rows += 1;
    if (amount !== undefined && /^-?\d+$/.test(amount)) this.total += BigInt(amount);
    else this.unknown += 1;
  }
}
