// The local runner's numbers, each with its reason.

/** Usual ports, so that addresses stay the same from day to day; a taken one moves to a free one. */
export const defaultPorts = { grpc: 7400, http: 7480, console: 7470, sandboxControl: 7490, postgres: 7432 } as const;
/** How long a service may take from start to ready: a cold machine installs a database meanwhile. */
export const readyWaitMs = 60_000;
/** How often readiness is asked for while waiting. */
export const readyPollMs = 50;
/** How long ledger row and trace may take to arrive after the first answer. */
export const demonstrationWaitMs = 20_000;
/** A process that died is started again after the first wait, doubling to the last, as Kubernetes would do. */
export const restartFirstMs = 100;
export const restartLastMs = 5_000;
/** A process that ran this long starts again without a longer wait. */
export const restartHealthyMs = 10_000;
/** A process that was told to stop and does not is killed after this. */
export const stopWaitMs = 15_000;
/** Traces kept for the span tree; the oldest are forgotten. */
export const tracesMax = 2_000;
/** Certificates live as long as a run could. */
export const certificateDays = 30;
/** All services together: five stages, each of which may have to be killed. */
export const servicesStopWaitMs = 5 * stopWaitMs + 5_000;
/** A database that takes no connection for this long is not there: one on this machine or near it answers at once. */
export const databaseConnectWaitMs = 5_000;
