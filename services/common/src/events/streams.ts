// The streams, declared as code and made idempotently at start.
import { duplicateWindowMs, factsBytesMax, factsMaxAgeMs, usageMaxAgeMs } from './limits.js';
import { subjects } from './subjects.js';
import type { StreamDeclaration } from './types.js';

export type StreamOptions = {
  // 1 on a single server, 3 in clusters.
  readonly replicas?: 1 | 3 | 5;
  // Absent: as much as the disk gives. A full usage stream refuses, and journals fill up behind it.
  readonly usageBytesMax?: number;
};

// USAGE carries what happened, for the ledger and health-monitor; FACTS what followed from it, for whoever listens.
export function declareStreams({ replicas = 1, usageBytesMax }: StreamOptions = {}): StreamDeclaration[] {
  return [
    { name: 'USAGE', subjects: [subjects.usageAll], maxAgeMs: usageMaxAgeMs, whenFull: 'refuse', bytesMax: usageBytesMax, replicas, duplicateWindowMs },
    {
      name: 'FACTS',
      subjects: ['switchyard.ledger.booked.v1.>', 'switchyard.ledger.budget.v1.>', 'switchyard.health.>', subjects.catalogChanged, subjects.credentialChanged],
      maxAgeMs: factsMaxAgeMs,
      whenFull: 'forget_oldest',
      bytesMax: factsBytesMax,
      replicas,
      duplicateWindowMs,
    },
  ];
}
