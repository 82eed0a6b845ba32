// The process that makes the load: a process of its own, so that it neither slows what is measured nor counts in its CPU.
import { openLoop, type LoadResult } from './open-loop.js';
import { openTarget, type Doors, type TargetName } from './targets.js';

export interface Order {
  readonly target: TargetName;
  readonly requestsPerSecond: number;
  readonly durationMs: number;
  readonly doors: Doors;
}

export type Reply = { readonly result: LoadResult } | { readonly error: string };

process.on('message', (order: Order) => {
  const target = openTarget(order.target, order.doors);
  openLoop({ ...order, send: target.send }).then(
    (result) => process.send?.({ result } satisfies Reply),
    (error: unknown) => process.send?.({ error: String(error) } satisfies Reply),
  ).finally(() => target.close());
});
