// The demonstration's place in a run: with ONCE=1 it is the run, and fails with it; else a run outlives a failed call.
import type { Screen } from '../screen.js';
import type { Demonstrated } from './gather.js';
import { showDemonstration } from './show.js';
import { showFailedDemonstration } from './show-failure.js';

export interface DemonstrationRun {
  readonly isOnce: boolean;
  readonly screen: Screen;
  /** Makes the call. */
  readonly demonstrate: () => Promise<Demonstrated>;
}

/** Rejects only where the run is about nothing else. */
export async function runDemonstration({ isOnce, screen, demonstrate }: DemonstrationRun): Promise<void> {
  const outcome = await demonstrate().then(
    (demonstrated) => ({ demonstrated }),
    (error: unknown) => ({ error }),
  );
  if ('demonstrated' in outcome) return showDemonstration(screen, outcome.demonstrated);
  if (isOnce) throw outcome.error;
  showFailedDemonstration(screen, outcome.error);
}
