// One call and all that the steps of serving it need.

import type { Behaviour } from '../behaviour/behaviour.js';
import type { Call } from '../calls/call.js';
import type { Dialect } from '../dialects/dialect.js';
import type { Random } from '../text/random.js';
import type { World } from '../world.js';

export interface Service {
  world: World;
  dialect: Dialect;
  call: Call;
  requestId: string;
  /** Random numbers of this call alone. */
  random: Random;
  /** Behaviour that a refusal has to obey; set as soon as it is known. */
  behaviour: Behaviour;
}
