// The most memory that buffers held while something was done. The sandbox lives in the same process, so its own are in it.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes outside of the heap, where all buffers are. */
function bytesHeld(): number {
  return process.memoryUsage().external;
}

/**
 * Bytes above what was held before, looked at in every turn of the event loop: a body comes in many turns, and what it is
 * made of cannot be collected before it was read.
 */
export async function peakBytesOf(work: () => Promise<void>): Promise<number> {
  const before = await settledBytes();
  let peak = before;
  let isDone = false;
  const look = (): void => {
    peak = Math.max(peak, bytesHeld());
    if (!isDone) setImmediate(look);
  };
  setImmediate(look);
  try {
    await work();
  } finally {
    isDone = true;
  }
  return Math.max(peak, bytesHeld()) - before;
}

const collectionsMax = 50;
const freeingMs = 2;

/** Buffers are freed in the background after they were collected, so it is looked until no more are. */
async function settledBytes(): Promise<number> {
  let held = Infinity;
  for (let round = 0; round < collectionsMax; round += 1) {
    collectGarbage();
    await new Promise((resolve) => setTimeout(resolve, freeingMs));
    if (bytesHeld() >= held) break;
    held = bytesHeld();
  }
  return held;
}

export interface PeakWatch {
  /** The most so far, in bytes. */
  peakBytes(): number;
  stop(): void;
}

/** Looks every few milliseconds, for what goes on for longer; begins when what was there before is collected. */
export async function watchPeak(): Promise<PeakWatch> {
  let peak = await settledBytes();
  const look = (): void => void (peak = Math.max(peak, bytesHeld()));
  const timer = setInterval(look, 5);
  return {
    peakBytes: () => {
      look();
      return peak;
    },
    stop: () => clearInterval(timer),
  };
}
