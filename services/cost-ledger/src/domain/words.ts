// Enums of the wire as the words that rows, exports and people use.
import { AttemptKind, AttemptOutcome } from '@switchyard/proto/common/v1/attempt';
import { Evidence } from '@switchyard/proto/event/v1/usage';

export function kindWord(kind: AttemptKind): string {
  return (AttemptKind[kind] ?? 'UNSPECIFIED').toLowerCase();
}

export function outcomeWord(outcome: AttemptOutcome): string {
  return (AttemptOutcome[outcome] ?? 'UNSPECIFIED').toLowerCase();
}

export function evidenceWord(evidence: Evidence): string {
  return (Evidence[evidence] ?? 'UNSPECIFIED').toLowerCase();
}
