// Where a model of hf-inference is: https://huggingface.co/docs/inference-providers/providers/hf-inference
import { cannotSay } from '../../toolkit/index.js';

const modelName = /^[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9][\w.-]*)?$/;

/** Throws CALLER for a name that would lead elsewhere. */
export function modelPath(model: string, task?: string): string {
  if (!modelName.test(model)) throw cannotSay('model', 'it is not a name such as BAAI/bge-small-en-v1.5.');
  return `/hf-inference/models/${model}${task === undefined ? '' : `/pipeline/${task}`}`;
}
