// How an answer ended, for the bill.

export interface Outcome {
  /** Bytes of answer handed to the socket; 'all' for an answer that is made whole before it is sent. */
  writtenBytes: number | 'all';
  /** The sandbox broke it off. */
  cut: boolean;
  /** The caller left first. */
  cancelled: boolean;
}

export const complete: Outcome = { writtenBytes: 'all', cut: false, cancelled: false };
