// What an attempt proves about its amounts. Pure: unknown is never zero, and zero must be known.
import { create } from '@bufbuild/protobuf';
import { UsageSchema, type Usage } from '@switchyard/proto/common/v1/usage';
import { Evidence } from '@switchyard/proto/event/v1/usage';
import type { KnownUsage } from './answer-fold.js';
import type { Expected } from './calls/call.js';
import { usageOf, type UsageOptions } from './usage-of.js';

export interface Witnessed {
  readonly isSentWhole: boolean;
  readonly answeredStatus: number | undefined;
  readonly usage: KnownUsage | undefined;
  readonly expected: Expected;
}

export interface Proof {
  readonly evidence: Evidence;
  /** undefined with EVIDENCE_BOUND. */
  readonly usage: Usage | undefined;
  readonly isInconsistent: boolean;
}

export function evidenceOf({ isSentWhole, answeredStatus, usage, expected }: Witnessed, options: UsageOptions): Proof {
  if (usage?.isFinal === true && hasCounts(usage, expected) && !isAbsurd(usage)) {
    const reported = usageOf(usage, options);
    return { evidence: Evidence.REPORTED, usage: reported.usage, isInconsistent: reported.isInconsistent };
  }
  // The vendor never had the whole request, or refused it: a known zero.
  if (!isSentWhole || (answeredStatus !== undefined && answeredStatus >= 400)) return { evidence: Evidence.REPORTED, usage: create(UsageSchema), isInconsistent: false };
  return { evidence: Evidence.BOUND, usage: undefined, isInconsistent: false };
}

/** A block that lacks what such a call is billed by proves nothing about it. */
function hasCounts({ counts, statedChargePicoUsd }: KnownUsage, { kind }: Expected): boolean {
  if (kind === 'chat') return counts['input'] !== undefined && counts['output'] !== undefined;
  if (kind === 'embeddings') return counts['input'] !== undefined;
  // The vendor's own word that it charges nothing leaves nothing to count.
  if (statedChargePicoUsd === 0n) return true;
  // Pictures are billed by the piece or by the token; a few parts of a block, or a zero nobody counted, is neither.
  if ((counts['images'] ?? 0n) !== 0n || (counts['requests'] ?? 0n) !== 0n) return true;
  return counts['input'] !== undefined && (counts['output'] ?? counts['output_image']) !== undefined;
}

/** A count below zero tells nothing of what it should have counted, and nothing of its neighbours either. */
function isAbsurd({ counts }: KnownUsage): boolean {
  return Object.values(counts).some((count) => count !== undefined && count < 0n);
}
