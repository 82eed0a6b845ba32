// What callers may send. Every refusal names the field and an example.
import { roles } from '@switchyard/common/identity';
import { AppError, Reason } from '@switchyard/common/errors';
import { displayNameLengthMax, modelsMax, nameLengthMax, overlapDefaultMs, overlapMaxMs, projectsMax, purposeLengthMax, reasonLengthMax, secretBytesMax, secretFieldsMax } from '../limits.js';
import { declaredKeyPattern } from './api-key.js';
import type { SecretFields } from './secret.js';

const idPattern = /^[a-z0-9][a-z0-9-]{0,62}$/;
/** Ids of provider keys are made of a provider's id and a name. */
const credentialIdPattern = /^[a-z0-9][a-z0-9-]{0,126}$/;
const fieldPattern = /^[a-z][a-z0-9_]{0,62}$/;
const purposePattern = /^[a-z][a-z0-9 _-]*$/;

function refuse(field: string, sentence: string, nextStep: string): never {
  throw new AppError(Reason.INVALID_FIELD, sentence, { field, nextStep });
}

/** The id of a tenant, provider or project: it becomes part of subjects and file names. */
export function checkId(field: string, value: string): void {
  if (value === '') throw new AppError(Reason.MISSING_FIELD, `${field} is missing.`, { field, nextStep: 'Give it a name such as acme.' });
  if (!idPattern.test(value)) refuse(field, `${field} is ${quote(value)}; it must match ${idPattern.source}.`, 'Use lower-case letters, digits and hyphens, such as acme-eu.');
}

export function checkCredentialId(field: string, value: string): void {
  if (!credentialIdPattern.test(value)) refuse(field, `${field} is ${quote(value)}; it must match ${credentialIdPattern.source}.`, 'Use lower-case letters, digits and hyphens, such as openai-default.');
}

export function checkKeyName(value: string): void {
  if (value.trim() === '') throw new AppError(Reason.MISSING_FIELD, 'name is missing.', { field: 'name', nextStep: 'Name the key after who uses it, such as ci.' });
  if (value.length > nameLengthMax) refuse('name', `name has ${value.length} characters; ${nameLengthMax} are allowed.`, 'Shorten it.');
}

export function checkTenant({ name, displayName, projects }: { name: string; displayName: string; projects: readonly string[] }): void {
  checkId('tenant.name', name);
  if (displayName.length > displayNameLengthMax) refuse('tenant.display_name', `tenant.display_name has more than ${displayNameLengthMax} characters.`, 'Shorten it.');
  if (projects.length > projectsMax) refuse('tenant.projects', `A tenant has at most ${projectsMax} projects.`, 'Spread them over several tenants.');
  projects.forEach((project, index) => {
    checkId(`tenant.projects[${index}]`, project);
    if (projects.indexOf(project) !== index) refuse(`tenant.projects[${index}]`, `The project ${project} is listed twice.`, 'Leave one out.');
  });
}

/** The role, caller when none was given. */
export function checkRole(role: string): string {
  if (role === '') return 'caller';
  if (!roles.some((known) => known === role)) refuse('role', `role is ${quote(role)}; it must be one of ${roles.join(', ')}.`, 'Use caller for a key that only asks for answers.');
  return role;
}

export function checkModels(models: readonly string[]): void {
  if (models.length > modelsMax) refuse('models', `A key names at most ${modelsMax} models.`, 'Leave the list empty for all models that the tenant sees.');
}

export function checkDeclaredKey(key: string): void {
  if (!declaredKeyPattern.test(key)) refuse('declared_key', `declared_key must match ${declaredKeyPattern.source}.`, 'Make one with: echo "sy_$(openssl rand -hex 32)".');
}

export function checkSecret(fields: SecretFields): void {
  const names = Object.keys(fields);
  if (names.length === 0) throw new AppError(Reason.MISSING_FIELD, 'fields is empty: there is nothing to keep.', { field: 'fields', nextStep: 'Give at least api_key.' });
  if (names.length > secretFieldsMax) refuse('fields', `A credential has at most ${secretFieldsMax} fields.`, 'Store only what the provider needs.');
  for (const name of names) {
    if (!fieldPattern.test(name)) refuse('fields', `A field is named ${quote(name)}; names must match ${fieldPattern.source}.`, 'Name it as the provider type does, such as api_key.');
    const bytes = fields[name]?.length ?? 0;
    if (bytes === 0) refuse(`fields.${name}`, `fields.${name} is empty.`, 'Give its value, or leave the field out.');
    if (bytes > secretBytesMax) refuse(`fields.${name}`, `fields.${name} has ${bytes} bytes; ${secretBytesMax} are allowed.`, 'Store the key itself, not a file around it.');
  }
}

/** The overlap in ms. */
export function checkOverlap(overlapS: bigint): number {
  if (overlapS < 0n || overlapS * 1000n > BigInt(overlapMaxMs)) {
    refuse('overlap_s', `overlap_s is ${overlapS}; it must be 0 to ${overlapMaxMs / 1000}.`, `0 means ${overlapDefaultMs / 1000}.`);
  }
  return overlapS === 0n ? overlapDefaultMs : Number(overlapS) * 1000;
}

/** Purposes go into the audit, so they are words and not data. */
export function checkPurpose(purpose: string): void {
  if (purpose.length > purposeLengthMax || !purposePattern.test(purpose)) {
    refuse('purpose', 'purpose must say in a word or two what the key is for.', 'Use attempts, probe or models.');
  }
}

export function checkReason(reason: string): void {
  if (reason.length > reasonLengthMax) refuse('reason', `reason has more than ${reasonLengthMax} characters.`, 'Shorten it.');
}

/** Shown back only in part: a secret that was put into the wrong field must not be printed. */
function quote(value: string): string {
  return JSON.stringify(value.length > 24 ? `${value.slice(0, 8)}…` : value);
}
