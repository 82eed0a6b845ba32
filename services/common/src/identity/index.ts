// Identity: who calls, and what they may.
export { assertRunsPlatform, authorize, platformTenant, runsPlatform, tenantScope, type AccessRule } from './authorize.js';
export { KeyRing } from './key-ring.js';
export { describePrincipal, roles, type KeyPrincipal, type Principal, type Role, type ServicePrincipal } from './principal.js';
export { serviceOfSubjectAltName, spiffeId } from './spiffe.js';
