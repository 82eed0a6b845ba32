// Advice of services in the command's words: what is an RPC or a field there is a command or an option here.

const words: readonly (readonly [theirs: RegExp, ours: string])[] = [
  [/\bAccess\.ListApiKeys\b/g, '"switchyard keys list"'],
  [/\bAccess\.CreateApiKey\b/g, '"switchyard keys create"'],
  [/\bAccess\.PutTenant\b/g, '"switchyard tenants create"'],
  [/\bAccess\.ListTenants\b/g, '"switchyard tenants list"'],
  [/\bBudgets\.PutBudget\b/g, '"switchyard budgets set"'],
  [/\bBudgets\.ListBudgets\b/g, '"switchyard budgets list"'],
  [/\bCredentials\.(StoreCredential|ListCredentials)\b/g, '"switchyard catalog apply"'],
  [/\bmax_output_tokens\b/g, '--max-tokens'],
];

export function inCommandWords(text: string): string {
  return words.reduce((now, [theirs, ours]) => now.replaceAll(theirs, ours), text);
}
