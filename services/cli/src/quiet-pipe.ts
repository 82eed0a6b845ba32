// A reader that has seen enough, such as head, closes the pipe. That is no failure of the command, so it ends without a word.
import type { Writable } from 'node:stream';

/** Any other error of the stream stays one. */
export function endQuietlyWithReader(stream: Pick<Writable, 'on'>, end: () => void): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    end();
  });
}
