// switchyard keys: API keys are made, listed and revoked.
import { toJson } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { Access, CreateApiKeyResponseSchema, ListApiKeysResponseSchema } from '@switchyard/proto/credential/v1/access_service';
import { checkModels, checkTenant } from '../known-names.js';
import { callTimeoutMs, type Session } from '../session.js';
import { time } from '../show.js';

export interface CreateKeyOptions {
  readonly tenant: string;
  readonly role: string;
  readonly project?: string;
  readonly models?: readonly string[];
  readonly expires?: Date;
}

export async function createKey(session: Session, name: string, options: CreateKeyOptions): Promise<void> {
  const { manage, output } = session;
  await Promise.all([checkTenant(session, options.tenant), checkModels(session, options.models ?? [])]);
  const request = { name, tenant: options.tenant, role: options.role, project: options.project ?? '', models: [...(options.models ?? [])], expiresAt: options.expires === undefined ? undefined : timestampFromDate(options.expires) };
  const created = await manage(Access).createApiKey(request, { timeoutMs: callTimeoutMs });
  if (output.isJson) return output.json(toJson(CreateApiKeyResponseSchema, created));
  output.pairs([['key', created.key], ['id', created.apiKey?.id], ['tenant', created.apiKey?.tenant], ['role', created.apiKey?.role]]);
  output.line('\nThe key is shown this once. Keep it safe.');
}

export async function listKeys({ manage, output }: Session, tenant: string): Promise<void> {
  const answer = await manage(Access).listApiKeys({ tenant }, { timeoutMs: callTimeoutMs });
  if (output.isJson) return output.json(toJson(ListApiKeysResponseSchema, answer));
  output.table(
    ['id', 'tenant', 'name', 'role', 'ends in', 'models', 'expires', 'state'],
    answer.apiKeys.map((key) => [key.id, key.tenant, key.name, key.role, key.hint, key.models.join(' ') || 'all', time(key.expiresAt) || 'never', key.revokedAt === undefined ? 'good' : `revoked ${time(key.revokedAt)}`]),
    'no keys',
  );
}

export async function revokeKey({ manage, output }: Session, id: string, reason: string): Promise<void> {
  await manage(Access).revokeApiKey({ id, reason }, { timeoutMs: callTimeoutMs });
  if (output.isJson) return output.json({ id, revoked: true });
  output.line(`Key ${id} is revoked. Routers stop taking it within a second.`);
}
