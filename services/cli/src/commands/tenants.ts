// switchyard tenants: whose keys, budgets and spend there are.
import { toJson } from '@bufbuild/protobuf';
import { Access, ListTenantsResponseSchema } from '@switchyard/proto/credential/v1/access_service';
import { callTimeoutMs, type Session } from '../session.js';

export async function listTenants({ manage, output }: Session): Promise<void> {
  const answer = await manage(Access).listTenants({}, { timeoutMs: callTimeoutMs });
  if (output.isJson) return output.json(toJson(ListTenantsResponseSchema, answer));
  output.table(
    ['name', 'display name', 'projects', 'state'],
    answer.tenants.map(({ name, displayName, projects, enabled }) => [name, displayName, projects.join(' '), enabled ? 'enabled' : 'disabled']),
    'no tenants',
  );
}

export interface CreateTenantOptions {
  readonly displayName: string;
  readonly projects: readonly string[];
}

/** A tenant that is there stays as it is: creating is not changing. */
export async function createTenant({ manage, output }: Session, name: string, { displayName, projects }: CreateTenantOptions): Promise<void> {
  const access = manage(Access);
  const { tenants } = await access.listTenants({}, { timeoutMs: callTimeoutMs });
  if (tenants.some((tenant) => tenant.name === name)) throw new Error(`There is a tenant "${name}" already; it was left as it is.`);
  await access.putTenant({ tenant: { name, displayName, projects: [...projects], enabled: true } }, { timeoutMs: callTimeoutMs });
  if (output.isJson) return output.json({ name, created: true });
  output.line(`Tenant ${name} is there. "switchyard keys create <name> --tenant ${name}" makes a key for it.`);
}
