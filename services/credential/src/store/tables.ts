// The tables of schema credential as TypeScript sees them.
import type { Database } from '@switchyard/common/postgres';

export interface CredentialTables {
  revisions: { name: 'keys' | 'credentials'; revision: bigint };
  tenants: TenantRow;
  api_keys: ApiKeyRow;
  credentials: { id: string; provider: string; tenant: string; generation: bigint; kek_version: string; mac: Buffer; last_used_at: Date | null };
  credential_versions: VersionRow;
  audit: { sequence: bigint; at: Date; actor: string; action: string; subject: string; detail: string; generation: bigint | null; hash: Buffer };
  audit_head: { sequence: bigint; hash: Buffer };
}

export interface TenantRow {
  name: string;
  display_name: string;
  projects: string[];
  passthrough: boolean;
  enabled: boolean;
}

export interface ApiKeyRow {
  id: string;
  name: string;
  tenant: string;
  project: string;
  role: string;
  models: string[];
  sha256: Buffer;
  hint: string;
  is_declared: boolean;
  expires_at: Date | null;
  revoked_at: Date | null;
  created_at: Date;
}

export interface VersionRow {
  credential_id: string;
  version: number;
  state: string;
  fields: string[];
  hint: string;
  created_at: Date;
  drains_until: Date | null;
  algorithm: string;
  kek_version: string;
  wrapped_key: Buffer;
  sealed: Buffer;
  fingerprint: Buffer;
}

export type CredentialDatabase = Database<CredentialTables>;
