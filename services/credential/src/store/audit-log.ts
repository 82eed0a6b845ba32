// The audit's table: entries are appended inside the transaction of what they tell about, one at a time.
import type { Transaction } from '@switchyard/common/postgres';
import { AppError, Reason } from '@switchyard/common/errors';
import { chain, type Act, type ChainedAct, type ChainHead } from '../domain/audit-chain.js';
import type { CredentialDatabase, CredentialTables } from './tables.js';

type Work = Transaction<CredentialTables>;

/** Locks the end of the chain until the transaction ends. Take it after the locks of what the act is about. */
export async function appendAct(work: Work, act: Act): Promise<void> {
  const head = await work.selectFrom('audit_head').select(['sequence', 'hash']).forUpdate().executeTakeFirstOrThrow();
  await checkEnd(work, head);
  const { sequence, hash, atMs, actor, action, subject, detail, generation } = chain(head, act);
  await work.insertInto('audit').values({ sequence, at: new Date(atMs), actor, action, subject, detail, generation: generation ?? null, hash }).execute();
  await work.updateTable('audit_head').set({ sequence, hash }).execute();
}

/** An audit that was cut short, or grew past its head, is not written on: that would cover the break up. */
async function checkEnd(work: Work, head: ChainHead): Promise<void> {
  const last = await work.selectFrom('audit').select(['sequence', 'hash']).orderBy('sequence', 'desc').limit(1).executeTakeFirst();
  const isWhole = head.sequence === 0n ? last === undefined : last?.sequence === head.sequence && last.hash.equals(head.hash);
  if (isWhole) return;
  throw new AppError(Reason.INTERNAL, 'The audit does not end where its head says: it was tampered with, so nothing is done until somebody looks.', {
    nextStep: 'Compare the tables audit and audit_head of schema credential with a backup.',
  });
}

/** The newest generation that the audit knows of a credential; 0 when it knows none. */
export async function auditedGeneration(work: Work, subject: string): Promise<bigint> {
  const row = await work
    .selectFrom('audit')
    .select((select) => select.fn.max('generation').as('generation'))
    .where('subject', '=', subject)
    .where('generation', 'is not', null)
    .executeTakeFirst();
  return row?.generation ?? 0n;
}

/** Newest first; one entry more than `size`, if there is one. */
export async function readAudit({ db }: CredentialDatabase, { size, before }: { size: number; before: bigint | undefined }): Promise<readonly ChainedAct[]> {
  let query = db.selectFrom('audit').selectAll().orderBy('sequence', 'desc').limit(size + 1);
  if (before !== undefined) query = query.where('sequence', '<', before);
  const rows = await query.execute();
  return rows.map(({ at, generation, ...rest }) => ({ ...rest, atMs: at.getTime(), generation: generation ?? undefined }));
}
