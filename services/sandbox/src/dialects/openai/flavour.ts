// How a vendor that speaks OpenAI's dialect differs from OpenAI on the wire. Written from each vendor's own page, so
// that whoever talks to it is tested against the vendor and not against OpenAI under another name.

import type { IncomingHttpHeaders } from 'node:http';

import type { Usage } from '../../billing/usage.js';
import type { Model } from '../../billing/price-list.js';
import type { JsonObject } from '../../http/json.js';

/**
 * Where an error's words stand: in `error` as OpenAI has it, the same with the status as a number for its code, in the
 * body itself, as a bare sentence under `error`, or as the problem details of RFC 9457.
 */
export type ErrorShape = 'nested' | 'numbered' | 'flat' | 'sentence' | 'problem';

export interface ErrorWording {
  status: number;
  type?: string;
  code?: string;
}

export interface Flavour {
  /** The name in `--port name=dialect:port`. */
  id: string;
  /** What a caller puts behind the address; /v1 when absent. */
  basePath?: string;
  isKeyless?: boolean;
  readKey?(headers: IncomingHttpHeaders): string | undefined;
  /** Where the calls are below the base path; OpenAI's when absent, but for `responses`, which few have. */
  paths?: { chat?: RegExp; responses?: RegExp; embeddings?: RegExp | false; images?: RegExp | false; models?: RegExp | false };
  /** It has files and batches. */
  hasBatches?: boolean;
  /** Paths that are not there without this parameter. */
  needs?: { path: RegExp; parameter: string };
  /** Fields of a chat that are answered with 400, or with the status of `refusal`. */
  refuses?: readonly string[];
  /** No message may have a name. */
  refusesNames?: boolean;
  refusal?: number;
  /** Fields of an embeddings call that are refused. */
  embeddingsRefuse?: readonly string[];
  /** The price file's name of a model. */
  canonicalModel?(name: string): string;
  /** Streams always end with the usage on the chunk of the finish reason, asked or not. */
  usageOnFinish?: boolean;
  /** Usage stands beside an empty choice on the last chunk, and no chunk before it has it as null. */
  usageBesideChoice?: boolean;
  /** Where it tells what the model thought: a field of the message, or a part of its content; nowhere when absent. */
  thoughts?: 'reasoning' | 'reasoning_content' | 'content';
  /** A thinking model is asked for by the object `reasoning` and not by an effort. */
  asksByObject?: boolean;
  /** A second place of the usage on the chunk of the finish reason. */
  usageBeside?(usage: JsonObject): JsonObject;
  /** Added to or replacing OpenAI's usage block. */
  usage?(usage: Usage, block: JsonObject, costPicoUsd: bigint): JsonObject;
  /** Added to an answer and to each chunk. */
  extras?: JsonObject;
  /** Added to a response of the responses API. */
  responseExtras?: JsonObject;
  finishReasons?: Readonly<Record<string, string>>;
  errors?: { shape?: ErrorShape; quota?: ErrorWording; key?: ErrorWording; model?: ErrorWording; tooLong?: ErrorWording & { message: (limit: string) => string } };
  /** An error inside a stream also ends the choice with this reason. */
  streamErrorFinish?: string;
  showModel?(model: Model, shown: JsonObject): JsonObject;
  /** Lists models as a bare list. */
  listsBare?: boolean;
}
