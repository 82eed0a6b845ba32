// Limits of what all services do alike.

/** How often a replica looks whether another one wrote: a revoked key must be known everywhere in under a second. */
export const revisionPollMs = 400;
