// One call and all that the steps of serving it need.

import type { Behaviour } from '../behaviour/behaviour.js';
import type { Call } from '../calls/call.js';
import type { Dialect } from '../dialects/dialect.js';
import type { Random } from '../text/random.js';
import type { World } from '../world.js';

/** What it takes to make an answer; an item of a batch has this much and no call. */
export interface Maker {
  world: World;
  dialect: Dialect;
  /** Random numbers of this answer alone. */
  random: Random;
  /** Behaviour that a refusal has to obey; set as soon as it is known. */
  behaviour: Behaviour;
}

export interface Service extends Maker {
  call: Call;
  requestId: string;
}
