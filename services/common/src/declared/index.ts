// The declarative file: read with line and path, compared, applied.
export { checkCredentials, type CredentialType } from './check-credentials.js';
export { applyDeclared, previewDeclared, type ApplyClients, type ApplyOptions } from './apply.js';
export type { Declared } from './declared.js';
export { declaredFromEnvironment, type FromEnvironment } from './from-environment.js';
export { keptBeside } from './kept.js';
export { DeclaredError, isDeclaredError, type Mistake } from './mistakes.js';
export { parseDeclared, type ParseOptions } from './parse.js';
export type { Secrets } from './reader.js';
