// Goal: what is written against a Clock behaves the same by the system's and by the fake one.
import { describe, expect, it } from '@jest/globals';
import { fakeClock } from '../testing/fake-clock.js';
import type { Clock } from './index.js';
import { systemClock } from './index.js';

const fake = fakeClock();
const clocks: { name: string; clock: Clock; pass: (ms: number) => Promise<void> }[] = [
  { name: 'the system clock', clock: systemClock, pass: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) },
  { name: 'the fake clock', clock: fake, pass: (ms) => fake.advance(ms) },
];

describe.each(clocks)('$name', ({ clock, pass }) => {
  it('calls a timer once, after its time', async () => {
    const beforeMs = clock.monotonicMs();
    let calledMs: number | undefined;
    clock.setTimer(10, () => { calledMs = clock.monotonicMs(); });
    expect(calledMs).toBeUndefined();
    await pass(30);
    // setTimeout may fire up to a millisecond early by the finer clock.
    expect((calledMs ?? 0) - beforeMs).toBeGreaterThanOrEqual(9);
  });

  it('does not call a cancelled timer', async () => {
    let calls = 0;
    clock.setTimer(1, () => { calls += 1; }).cancel();
    await pass(15);
    expect(calls).toBe(0);
  });

  it('wakes a sleeper when it is told, with the reason', async () => {
    const aborter = new AbortController();
    const sleeping = clock.sleep(3_600_000, aborter.signal);
    aborter.abort(new Error('wake up'));
    await expect(sleeping).rejects.toThrow('wake up');
    await expect(clock.sleep(1, aborter.signal)).rejects.toThrow('wake up');
  });

  it('lets a sleeper sleep its time', async () => {
    const sleeping = clock.sleep(5).then(() => 'slept');
    await pass(20);
    expect(await sleeping).toBe('slept');
  });
});

describe('the fake clock', () => {
  it('calls timers in order of their time, each at its time', async () => {
    const clock = fakeClock(1_000);
    const seen: [string, number][] = [];
    clock.setTimer(20, () => seen.push(['b', clock.now()]));
    clock.setTimer(10, () => seen.push(['a', clock.now()]));
    clock.setTimer(20, () => seen.push(['c', clock.now()]));
    await clock.advance(25);
    expect(seen).toEqual([['a', 1_010], ['b', 1_020], ['c', 1_020]]);
    expect(clock.now()).toBe(1_025);
  });

  it('follows a loop that sleeps again and again within one step', async () => {
    const clock = fakeClock();
    let rounds = 0;
    void (async () => { for (;;) { await clock.sleep(10); rounds += 1; } })();
    await clock.advance(100);
    expect(rounds).toBe(10);
    expect(clock.pendingTimers).toBe(1);
  });

  it('jumps in wall-clock time alone', async () => {
    const clock = fakeClock();
    let calls = 0;
    clock.setTimer(10, () => { calls += 1; });
    clock.jumpTo(0);
    expect([clock.now(), clock.monotonicMs(), calls]).toEqual([0, 0, 0]);
    await clock.advance(10);
    expect([clock.now(), calls]).toEqual([10, 1]);
  });
});
