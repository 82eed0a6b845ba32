// switchyard catalog apply: shows the difference first, then makes it so.
import { readFileSync } from 'node:fs';
import { applyDeclared, parseDeclared, previewDeclared } from '@switchyard/common/declared';
import { Catalog } from '@switchyard/proto/catalog/v1/catalog_service';
import { Access } from '@switchyard/proto/credential/v1/access_service';
import { Credentials } from '@switchyard/proto/credential/v1/credentials_service';
import { Budgets } from '@switchyard/proto/ledger/v1/budgets_service';
import type { Session } from '../session.js';

export interface ApplyFileOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isDryRun: boolean;
}

export async function applyCatalogFile({ manage, output }: Session, file: string, { env, isDryRun }: ApplyFileOptions): Promise<void> {
  const declared = parseDeclared({ file, text: readText(file), secrets: { env, readFile: (path) => readFileSync(path, 'utf8') } });
  const clients = { access: manage(Access), credentials: manage(Credentials), budgets: manage(Budgets), catalog: manage(Catalog) };
  const options = { declared, clients, comment: `applied ${file}` };
  const planned = await previewDeclared(options);
  if (!output.isJson) {
    if (planned.length === 0) output.line('Nothing would change.');
    for (const difference of planned) output.line(`  ${difference}`);
  }
  const applied = isDryRun ? [] : await applyDeclared(options);
  if (output.isJson) return output.json({ planned, applied, dry_run: isDryRun });
  if (!isDryRun) output.line(applied.length === 0 ? 'All of it was true already.' : `Applied: ${applied.length} change(s).`);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}); name a switchyard.yaml.`, { cause: error });
  }
}
