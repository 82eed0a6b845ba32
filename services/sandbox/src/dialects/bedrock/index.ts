// Amazon Bedrock's Converse API: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html

import { decodeName } from '../decode-name.js';
import type { Dialect } from '../dialect.js';
import { readBedrockKey } from './authorization.js';
import { bedrockChat } from './chat.js';
import { describeBedrock } from './errors.js';
import { listBedrockModels } from './models.js';
import { verifySignature } from './verify-signature.js';

const path = /^\/model\/([^/]+)\/(converse|converse-stream)$/;

export function createBedrock({ now }: { now(): number }): Dialect {
  return {
    id: 'bedrock',
    basePath: '',
    keyRequired: true,
    readKey: readBedrockKey,
    checkCall: (call) => verifySignature(call, now()),
    findEndpoint(method, called) {
      if (called === '/foundation-models') return method === 'GET' ? { kind: 'models', list: listBedrockModels } : 'method_not_allowed';
      const match = path.exec(called);
      if (match === null) return undefined;
      return method === 'POST' ? { kind: 'chat', chat: bedrockChat({ model: decodeName(match[1] ?? ''), stream: match[2] === 'converse-stream' }) } : 'method_not_allowed';
    },
    describe: describeBedrock,
    headers: (requestId) => ({ 'x-amzn-requestid': requestId }),
    // Models are called by their ids, by inference profiles of a region or of the world, and by ARNs that end with either.
    canonicalModel: (name) => name.replace(/^arn:[^/]*\//, '').replace(/^(?:us|us-gov|eu|apac|jp|au|ca|global)\./, ''),
  };
}
