// The plan of a mixed load: what each request is, and what goes wrong with it. The same seed gives the same plan.
import { randomOf } from './random.js';

export type Shape = 'plain' | 'stream' | 'tools';

export interface Planned {
  readonly index: number;
  readonly shape: Shape;
  readonly model: string;
  /** What the sandbox is told to do; undefined behaves. */
  readonly fault: Fault | undefined;
  /** Whether the caller hangs up while the answer is under way. */
  readonly isCancelled: boolean;
}

export interface Fault {
  readonly name: string;
  readonly directive: object;
  /** The vendor charges and we get no report of it: the ledger can only estimate. */
  readonly isUnreported: boolean;
  /** Only streams can fail this way. */
  readonly streamOnly?: boolean;
}

/** Every kind of fault that the sandbox knows and that ends within the requests' deadline. */
export const faults: readonly Fault[] = [
  { name: 'server error', directive: { status: 500 }, isUnreported: false },
  { name: 'overloaded', directive: { status: 503 }, isUnreported: false },
  { name: 'rate limited', directive: { status: 429, retry_after: '0' }, isUnreported: false },
  { name: 'refused', directive: { status: 400 }, isUnreported: false },
  { name: 'reset before headers', directive: { reset: 'before_headers' }, isUnreported: true },
  { name: 'hang', directive: { hang: true }, isUnreported: true },
  { name: 'html', directive: { html: true }, isUnreported: true },
  { name: 'half json', directive: { half_json: true }, isUnreported: true },
  { name: 'usage missing', directive: { usage_missing: true }, isUnreported: true },
  { name: 'empty', directive: { empty: true }, isUnreported: false },
  { name: 'length', directive: { finish_reason: 'length' }, isUnreported: false },
  { name: 'cut', directive: { cut_after_chunks: 2 }, isUnreported: true, streamOnly: true },
  { name: 'stall', directive: { stall_after_chunks: 2 }, isUnreported: true, streamOnly: true },
  { name: 'error inside', directive: { error_after_chunks: 2 }, isUnreported: true, streamOnly: true },
  { name: 'malformed chunk', directive: { malformed_chunk: 2 }, isUnreported: true, streamOnly: true },
  { name: 'no end marker', directive: { no_end_marker: true }, isUnreported: true, streamOnly: true },
];

export interface PlanOptions {
  readonly seed: number;
  readonly requests: number;
  readonly faultShare: number;
  readonly cancelShare: number;
  readonly models: readonly string[];
}

export function planLoad({ seed, requests, faultShare, cancelShare, models }: PlanOptions): Planned[] {
  const random = randomOf(seed);
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] as T;
  // Faults are dealt in turn, so that every kind comes.
  let dealt = 0;
  return Array.from({ length: requests }, (_, index) => {
    const luck = random();
    const shape = pick<Shape>(['plain', 'plain', 'stream', 'stream', 'tools']);
    const planned: Planned = { index, shape, model: pick(models), fault: undefined, isCancelled: false };
    if (luck < cancelShare) return { ...planned, shape: 'stream', isCancelled: true };
    if (luck >= cancelShare + faultShare) return planned;
    const fault = faults[dealt++ % faults.length] as Fault;
    return { ...planned, fault, shape: fault.streamOnly === true ? 'stream' : shape };
  });
}
