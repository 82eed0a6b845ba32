// What a declarative file says, after it was read: plain values, secrets still named and not fetched.

import type { Places } from './places.js';

export interface Declared {
  readonly providers: readonly DeclaredProvider[];
  readonly models: readonly DeclaredModel[];
  readonly features: readonly DeclaredFeature[];
  readonly tenants: readonly DeclaredTenant[];
  readonly defaults: DeclaredDefaults | undefined;
  /** Where each of it stands; absent when it was not read from a file. */
  readonly places?: Places;
}

export interface DeclaredProvider {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly baseUrl: string;
  readonly allowPrivate: boolean;
  readonly enabled: boolean;
  readonly weight: number | undefined;
  readonly organization: string;
  readonly project: string;
  readonly healthCheckIntervalS: bigint | undefined;
  readonly options: Readonly<Record<string, string>>;
  readonly credentials: readonly DeclaredCredential[];
}

/** The values were read from where the file says; they are in no message and no log. */
export interface DeclaredCredential {
  readonly id: string;
  /** Most have one, api_key; the types of providers say which. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface DeclaredModel {
  readonly name: string;
  readonly provider: string;
  readonly model: string;
  readonly displayName: string;
  readonly description: string;
  readonly capabilities: readonly string[];
  readonly specialties: readonly string[];
  readonly languages: readonly string[];
  readonly inputTypes: readonly string[];
  readonly outputTypes: readonly string[];
  readonly tier: string;
  readonly contextWindow: bigint | undefined;
  readonly maxOutputTokens: bigint | undefined;
  readonly defaultOutputTokens: bigint | undefined;
  readonly qualityScore: number | undefined;
  readonly speedScore: number | undefined;
  readonly reliabilityScore: number | undefined;
  readonly retries: number | undefined;
  readonly timeoutMs: bigint | undefined;
  readonly firstOutputMs: bigint | undefined;
  readonly idleMs: bigint | undefined;
  readonly enabled: boolean;
  readonly fallbacks: readonly string[];
  readonly visibleTo: readonly string[];
  readonly capCovers: string;
  readonly cancelStopsBilling: string;
  readonly region: string;
  /** The most tokens of one picture; undefined: what the catalog knows of the model, else the whole window. */
  readonly tokensPerImage: bigint | undefined;
  /** undefined: the catalog fills them from its price book where it knows the model. */
  readonly prices: readonly DeclaredPrice[] | undefined;
}

export interface DeclaredPrice {
  readonly meter: string;
  readonly amountPicoUsd: bigint;
  readonly per: bigint;
  readonly inherits: boolean;
  /** What it costs in a batch. */
  readonly batch: boolean;
  readonly source: string;
}

export interface DeclaredFeature {
  readonly name: string;
  readonly chain: readonly string[];
  readonly strategy: string;
  readonly failover: boolean;
  readonly description: string;
  readonly tenant: string;
}

export interface DeclaredTenant {
  readonly name: string;
  readonly displayName: string;
  readonly projects: readonly string[];
  readonly passthrough: boolean;
  readonly apiKeys: readonly DeclaredApiKey[];
  readonly budgets: readonly DeclaredBudget[];
}

export interface DeclaredApiKey {
  readonly name: string;
  readonly key: string;
  readonly role: string;
  readonly project: string;
  readonly models: readonly string[];
}

export interface DeclaredBudget {
  readonly name: string;
  readonly window: string;
  readonly limitPicoUsd: bigint;
  readonly hard: boolean;
  readonly scope: string;
  readonly scopeId: string;
  readonly zone: string;
  readonly alertPercents: readonly number[];
}

export interface DeclaredDefaults {
  readonly model: string;
  readonly chain: readonly string[];
  readonly strategy: string;
}
