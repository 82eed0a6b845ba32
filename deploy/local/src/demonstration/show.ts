// Shows a demonstrated call: answer, cost, ledger rows, decision and span tree.
import { formatUsd } from '@switchyard/common/money';
import type { Screen } from '../screen.js';
import { spanTree } from '../trace/span-tree.js';
import type { Demonstrated } from './gather.js';

export function showDemonstration(screen: Screen, { answer, entries, decision, spans }: Demonstrated): void {
  screen.heading('Answer');
  screen.line(`  ${answer.content.replaceAll('\n', '\n  ')}`);
  screen.line();
  screen.rows([
    ['model', `${answer.model} at ${answer.provider} (${answer.vendorModel})`],
    ['finish', answer.finishReason?.unified ?? 'unknown'],
    ['tokens', `${answer.usage?.inputTokens ?? 'unknown'} in, ${answer.usage?.outputTokens ?? 'unknown'} out`],
    ['cost', answer.costPicousd === undefined ? 'unknown' : `${formatUsd(answer.costPicousd)} USD (estimated before: ${formatUsd(answer.estimatedCostPicousd ?? 0n)})`],
    ['time', `${answer.responseTimeMs} ms, ${answer.attempts.length} attempt(s)`],
    ['request', answer.requestId],
  ]);

  screen.heading('Ledger');
  for (const entry of entries) {
    screen.rows([
      ['attempt', `${entry.attemptId} #${entry.entryNo}`],
      ['status', `${entry.status}, ${entry.outcome}, paid by ${entry.payer?.tenant ?? ''}`],
      ['amount', entry.costPicousd === undefined ? 'unpriced' : `${entry.costPicousd} picodollars = ${formatUsd(entry.costPicousd)} USD`],
      ['meters', Object.entries(entry.meters).map(([meter, count]) => `${meter} ${count}`).join(', ')],
      ['price', entry.priceVersion],
    ]);
  }

  screen.heading('Decision');
  screen.line(`  ${decision.mode} "${decision.target}" by ${decision.strategy}, catalog revision ${decision.catalogRevision}`);
  decision.candidates.forEach(({ route, why, boundPicousd }, index) =>
    screen.line(`  ${index + 1}. ${route}: ${why}${boundPicousd === undefined ? '' : `, at most ${formatUsd(boundPicousd)} USD`}`));
  decision.exclusions.forEach(({ model, reason, detail }) => screen.line(`  -  ${model}: ${reason} (${detail})`));

  screen.heading('Trace');
  for (const line of spanTree(spans)) screen.line(`  ${line}`);
}
