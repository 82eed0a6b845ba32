// Asks an HTTP/2 connection whether it still lives. One whose packets vanish looks open, and would take every call to its vendor
// down with it until the system gives it up, a quarter of an hour later.
import type { ClientHttp2Session } from 'node:http2';
import { systemClock, type Clock } from '@switchyard/common/lifecycle';
import { errors } from 'undici';
import { deadConnectionMs } from '../../limits.js';

const probed = new WeakSet<ClientHttp2Session>();

/** A connection on which nothing at all comes for so long is closed, and what is open on it fails. Asked once at a time. */
export function probe(session: ClientHttp2Session, clock: Pick<Clock, 'setTimer'> = systemClock): void {
  if (session.destroyed || probed.has(session)) return;
  probed.add(session);
  // What a session hands out stands before the socket, and destroys the session, which waits until all has left for the dead. What
  // its methods answer is the socket itself.
  const socket = session.socket.once('close', forget);
  const bytesBefore = socket.bytesRead;
  const timer = clock.setTimer(deadConnectionMs, () => setImmediate(judge));
  // Any byte is an answer, so the one to the ping needs no look.
  session.ping(() => {});

  // After a stall of this process the timer is due before what has arrived is read; so the turn was finished first.
  function judge(): void {
    forget();
    if (socket.bytesRead === bytesBefore) socket.destroy(new errors.SocketError('HTTP/2: the connection is dead'));
  }

  function forget(): void {
    timer.cancel();
    socket.off('close', forget);
    probed.delete(session);
  }
}
