// Goal: an API key cannot cross a network in clear by a forgotten setting.
import { describe, expect, it } from '@jest/globals';
import { isConfigError, readEnv, type Env } from '../config/index.js';
import { readDoor } from './door-config.js';

const load = (env: Env) => readEnv(env, (read) => readDoor(read, 'HTTP_DOOR_PORT', 7480));
const certificate = { DOOR_TLS_CERT_FILE: '/tls.crt', DOOR_TLS_KEY_FILE: '/tls.key' };

describe('readDoor', () => {
  it.each([
    { name: 'loopback by default', env: {} as Env, door: { host: '127.0.0.1', port: 7480 } },
    { name: 'everywhere with a certificate', env: { DOOR_HOST: '0.0.0.0', ...certificate }, door: { host: '0.0.0.0', port: 7480, tls: { certFile: '/tls.crt', keyFile: '/tls.key' } } },
    { name: 'everywhere behind a proxy that says so', env: { DOOR_HOST: '0.0.0.0', DOOR_PLAINTEXT: 'behind-proxy' }, door: { host: '0.0.0.0', port: 7480 } },
  ])('opens $name', ({ env, door }) => expect(load(env)).toEqual(door));

  it.each([
    { name: 'a plaintext door to the world', env: { DOOR_HOST: '0.0.0.0' } as Env, variable: 'DOOR_HOST' },
    { name: 'a certificate without its key', env: { DOOR_TLS_CERT_FILE: '/tls.crt' }, variable: 'DOOR_TLS_KEY_FILE' },
    { name: 'another word for plaintext', env: { DOOR_HOST: '0.0.0.0', DOOR_PLAINTEXT: 'yes' }, variable: 'DOOR_PLAINTEXT' },
  ])('refuses $name and names the variable', ({ env, variable }) => {
    const refusal = (): unknown => {
      try {
        return load(env);
      } catch (error) {
        return error;
      }
    };
    const error = refusal();
    expect(isConfigError(error) && error.message).toContain(variable);
  });
});
