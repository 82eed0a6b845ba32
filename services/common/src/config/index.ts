// Typed reads of environment variables: a service's loadConfig(env) is one readEnv call.
export { ConfigError, isConfigError } from './config-error.js';
export type { ConfigMistake } from './config-error.js';
export type { Env } from './env.js';
export type { EnvReader, ReadOptions } from './env-reader.js';
export type { HostPort } from './parsers.js';
export { readEnv } from './read-env.js';
