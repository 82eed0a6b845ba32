// Reads a path: /v1beta/models/{model}:{action}, or the same model inside a project and a location.

import { decodeName } from '../decode-name.js';

export interface GooglePath {
  model: string | undefined;
  action: string | undefined;
  isVertex: boolean;
}

const developer = /^\/v1(?:alpha|beta)?\/models(?:\/([^/:]+)(?::([A-Za-z]+))?)?$/;
const vertex = /^\/v1(?:beta1)?\/(?:projects\/[^/]+\/locations\/[^/]+\/)?publishers\/google\/models(?:\/([^/:]+)(?::([A-Za-z]+))?)?$/;

/** Undefined for a path that Google does not have. */
export function readPath(path: string): GooglePath | undefined {
  const isVertex = !developer.test(path);
  const match = (isVertex ? vertex : developer).exec(path);
  if (match === null) return undefined;
  const [, model, action] = match;
  return { model: model === undefined ? undefined : decodeName(model), action, isVertex };
}
