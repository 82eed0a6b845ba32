// switchyard catalog apply: shows the difference first, then makes it so.
import { readFileSync } from 'node:fs';
import { applyDeclared, keptBeside, parseDeclared, previewDeclared } from '@switchyard/common/declared';
import { Catalog } from '@switchyard/proto/catalog/v1/catalog_service';
import { Access } from '@switchyard/proto/credential/v1/access_service';
import { Credentials } from '@switchyard/proto/credential/v1/credentials_service';
import { Budgets } from '@switchyard/proto/ledger/v1/budgets_service';
import { ProviderAdapter } from '@switchyard/proto/provider/v1/provider_service';
import { callTimeoutMs, type Session } from '../session.js';

export interface ApplyFileOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isDryRun: boolean;
}

export async function applyCatalogFile({ manage, output }: Session, file: string, { env, isDryRun }: ApplyFileOptions): Promise<void> {
  const declared = parseDeclared({ file, text: readText(file), secrets: { env, readFile: (path) => readFileSync(path, 'utf8') } });
  const clients = { access: manage(Access), credentials: manage(Credentials), budgets: manage(Budgets), catalog: manage(Catalog), adapter: manage(ProviderAdapter) };
  const options = { declared, clients, comment: `applied ${file}` };
  const planned = await previewDeclared(options);
  const { snapshot } = await clients.catalog.getSnapshot({}, { timeoutMs: callTimeoutMs });
  const kept = snapshot === undefined ? [] : keptBeside(declared, snapshot);
  if (!output.isJson) {
    if (planned.length === 0) output.line('Nothing would change.');
    for (const line of [...planned, ...kept]) output.line(`  ${line}`);
  }
  const applied = isDryRun ? [] : await applyDeclared(options);
  if (output.isJson) return output.json({ planned, applied, kept, dry_run: isDryRun });
  if (isDryRun) return output.line('Nothing was changed.');
  // Whether a key's value differs is only known when it is stored.
  for (const line of applied.filter((one) => !planned.some((other) => subjectOf(other) === subjectOf(one)))) output.line(`  ${line}`);
  const count = applied.filter(isChange).length;
  output.line(count === 0 ? 'All of it was true already.' : `Applied: ${count} change(s).`);
}

/** "model quick" of "model quick: new". */
function subjectOf(difference: string): string {
  return difference.split(': ')[0] ?? '';
}

/** Among the differences are words about them, which change nothing. */
function isChange(difference: string): boolean {
  return !difference.startsWith('warning: ') && !difference.startsWith('nothing applied: ');
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}); name a switchyard.yaml.`, { cause: error });
  }
}
