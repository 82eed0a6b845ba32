// Another vendor's thoughts in a conversation that goes on elsewhere: who checks signatures refuses what it has not signed.
import type { Part } from '@switchyard/proto/common/v1/chat';

/** Signatures of Claude are base64, wherever it runs; those of others are marked by a word and a colon, and some thoughts have none. */
export function isForeignReasoning({ content }: Part): boolean {
  return content.case === 'reasoning' && content.value.redacted.length === 0 && (content.value.signature === '' || content.value.signature.includes(':'));
}

export const foreignReasoning = 'Earlier reasoning without a signature of this vendor was left out: it takes back only its own.';
