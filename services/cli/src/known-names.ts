// Names that a command is given are held against those that exist: a service takes any, and a typing error would be a
// budget that limits nobody, or a key that may ask nothing.
import { Access } from '@switchyard/proto/credential/v1/access_service';
import { Catalog } from '@switchyard/proto/catalog/v1/catalog_service';
import { isAppError, nearest } from '@switchyard/common/errors';
import { callTimeoutMs, type Session } from './session.js';

export async function checkTenant({ manage }: Pick<Session, 'manage'>, tenant: string): Promise<void> {
  const known = await unlessDenied(manage(Access).listTenants({}, { timeoutMs: callTimeoutMs }).then(({ tenants }) => tenants.map(({ name }) => name)));
  if (known !== undefined && !known.includes(tenant)) throw new Error(`There is no tenant "${tenant}". ${advice(tenant, known)} "switchyard tenants create ${tenant}" makes it.`);
}

export async function checkModels({ manage }: Pick<Session, 'manage'>, models: readonly string[]): Promise<void> {
  if (models.length === 0) return;
  const known = await unlessDenied(manage(Catalog).getSnapshot({}, { timeoutMs: callTimeoutMs }).then(({ snapshot }) => (snapshot?.models ?? []).map(({ name }) => name)));
  const unknown = known === undefined ? [] : models.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(unknown.map((name) => `There is no model "${name}". ${advice(name, known ?? [])}`).join('\n'));
}

/** Who may set something may not be allowed to list it; the service then judges alone. */
async function unlessDenied<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isAppError(error) && error.code === 'PERMISSION_DENIED') return undefined;
    throw error;
  }
}

function advice(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  if (near !== undefined) return `Did you mean "${near}"?`;
  return known.length === 0 ? 'There is none yet.' : `There is ${known.join(', ')}.`;
}
