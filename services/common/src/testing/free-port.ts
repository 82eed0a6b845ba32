// A free port of loopback. Somebody can take it before you do: prefer to listen on 0 and read the port.
import { probePort } from '../postgres/embedded/index.js';

export function freePort(): Promise<number> {
  return probePort(0);
}
