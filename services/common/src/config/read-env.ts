// The one entry of this module: builds a config from an environment, or throws every mistake of it at once.
import { ConfigError } from './config-error.js';
import { EnvReader } from './env-reader.js';
import type { Env } from './env.js';

/**
 * `build` reads what it needs and returns the config. It may compute with what it read: if that fails because a
 * variable was wrong, the mistakes are reported and not the failure that followed from them.
 *
 * Throws ConfigError.
 */
export function readEnv<C>(env: Env, build: (read: EnvReader) => C): C {
  const read = new EnvReader(env);
  let config: C;
  try {
    config = build(read);
  } catch (error) {
    if (read.mistakes.length === 0) throw error;
    throw new ConfigError(read.mistakes);
  }
  if (read.mistakes.length > 0) throw new ConfigError(read.mistakes);
  return config;
}
