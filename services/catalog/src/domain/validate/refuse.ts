// Refusals of the catalog: each names the field by its path in the request, and what would be right.
import { AppError, Reason } from '@switchyard/common/errors';
import { listMax, textLengthMax } from '../../limits.js';

export const idPattern = /^[a-z0-9][a-z0-9-]{0,62}$/;
export const namePattern = /^[a-z0-9][a-z0-9._/:-]{0,127}$/;
const credentialIdPattern = /^[a-z0-9][a-z0-9-]{0,126}$/;

export function refuse(field: string, sentence: string, nextStep: string): never {
  throw new AppError(Reason.INVALID_FIELD, `${field}: ${sentence}`, { field, nextStep });
}

export function checkId(field: string, value: string): void {
  if (value === '') throw new AppError(Reason.MISSING_FIELD, `${field} is missing.`, { field, nextStep: 'Give it an id such as openai-eu.' });
  if (!idPattern.test(value)) refuse(field, `${quote(value)} must match ${idPattern.source}.`, 'Use lower-case letters, digits and hyphens, such as openai-eu.');
}

export function checkName(field: string, value: string): void {
  if (value === '') throw new AppError(Reason.MISSING_FIELD, `${field} is missing.`, { field, nextStep: 'Give it a name such as quick.' });
  if (!namePattern.test(value)) refuse(field, `${quote(value)} must match ${namePattern.source}.`, 'Use lower-case letters, digits and . _ / : -, such as gpt-5-mini.');
}

export function checkCredentialId(field: string, value: string): void {
  if (!credentialIdPattern.test(value)) refuse(field, `${quote(value)} must match ${credentialIdPattern.source}.`, 'Use the id of a stored credential, such as openai-default.');
}

export function checkText(field: string, value: string, lengthMax: number = textLengthMax): void {
  if (value.length > lengthMax) refuse(field, `it has ${value.length} characters; ${lengthMax} are allowed.`, 'Shorten it.');
}

export function checkOneOf(field: string, value: string, words: readonly string[]): void {
  if (!words.includes(value)) refuse(field, `${quote(value)} is none of ${words.join(', ')}.`, `Use ${words[0]}.`);
}

export function checkAtLeast(field: string, value: bigint | number, least: bigint | number): void {
  if (value < least || Number.isNaN(value)) refuse(field, `${value} is less than ${least}.`, `Use ${least} or more.`);
}

export function checkShare(field: string, value: number | undefined): void {
  if (value !== undefined && !(value >= 0 && value <= 1)) refuse(field, `${value} is not between 0 and 1.`, 'Use a share such as 0.8.');
}

export function checkList(field: string, values: readonly string[], check: (field: string, value: string) => void, countMax: number = listMax): void {
  if (values.length > countMax) refuse(field, `it has ${values.length} entries; ${countMax} are allowed.`, 'Shorten the list.');
  values.forEach((value, index) => {
    check(`${field}[${index}]`, value);
    if (values.indexOf(value) !== index) refuse(`${field}[${index}]`, `${quote(value)} is listed twice.`, 'Leave one out.');
  });
}

export function quote(value: string): string {
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value);
}
