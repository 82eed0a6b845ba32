// What a vendor's wire protocol is made of. A dialect is a folder that exports one
// of these and one line in index.ts; nothing else knows that it exists.

import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

import type { Answer } from '../answers/answer.js';
import type { SeenLabel } from '../answers/look.js';
import type { AnalyzeRequest, ChatRequest, EmbedRequest, ImageRequest } from '../answers/request.js';
import type { Batch, BatchOrder } from '../batches/batch.js';
import type { Shelf, StoredFile } from '../batches/shelf.js';
import type { Model } from '../billing/price-list.js';
import type { Usage } from '../billing/usage.js';
import type { JsonObject } from '../http/json.js';
import type { Failure, Refusal } from './failure.js';

export interface Dialect {
  /** The name in `--port name=dialect:port` and in the price file. */
  id: string;
  /** Whose rows of the price file it sells; its own when absent. */
  sells?: string;
  /** What a caller puts behind the address as its base URL, for instance /v1. */
  basePath: string;
  /** Ports of keyless vendors take any call. */
  keyRequired: boolean;
  readKey(headers: IncomingHttpHeaders): string | undefined;
  /** Looks at the call as a whole, for vendors whose calls are signed; throws a Refusal. */
  checkCall?(call: CheckedCall): void;
  /** Undefined: the vendor has no such path. */
  findEndpoint(method: string, path: string, query: URLSearchParams): Endpoint | 'method_not_allowed' | undefined;
  /** The vendor's error body and status. */
  describe(failure: Failure, requestId: string): Described;
  /** Headers on every answer. */
  headers(requestId: string): OutgoingHttpHeaders;
  /** The name under which the price file knows a model; absent: as asked. */
  canonicalModel?(name: string): string;
}

export interface CheckedCall {
  method: string;
  /** Escaped as it came. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Described {
  status: number;
  body: JsonObject;
  headers?: OutgoingHttpHeaders;
}

export type Endpoint =
  | { kind: 'chat'; chat: ChatWire }
  | { kind: 'embed'; embed: EmbedWire }
  | { kind: 'image'; image: ImageWire }
  | { kind: 'analyze'; analyze: AnalyzeWire }
  | { kind: 'batches'; batches: BatchWire }
  | { kind: 'models'; list(models: readonly Model[], query: URLSearchParams): JsonObject }
  | { kind: 'model'; name: string; show(model: Model): JsonObject }
  /** Like `model`, but the name stands in the body. */
  | { kind: 'model_in_body'; readName(body: JsonObject): string; show(model: Model): JsonObject }
  | { kind: 'static'; body: JsonObject };

export interface ChatWire {
  streamType: string;
  /** Frames are text of one character per byte. */
  isBinary?: boolean;
  /** Throws a Refusal for what the vendor would refuse. */
  read(body: JsonObject, headers: IncomingHttpHeaders): ChatRequest;
  /** Input tokens split over the caches; absent: nothing is cached. */
  splitInput?(request: ChatRequest): Usage;
  /** The vendor's own limits on this model, checked after the model was found. */
  check?(request: ChatRequest, model: Model): void;
  plain(answer: Answer): string;
  frames(answer: Answer): Iterable<Frame>;
  /** `framesBefore` of the stream have been sent, for vendors who number their events. */
  errorFrame(described: Described, framesBefore: number): string;
  /** The refusal of a model that the vendor does not have; the dialect's usual one when absent. */
  refuseModel?(name: string): Refusal;
}

export interface EmbedWire {
  read(body: JsonObject): EmbedRequest;
  plain(answer: EmbedAnswer): string;
  /** For vendors who count in headers. */
  headers?(answer: EmbedAnswer): OutgoingHttpHeaders;
}

export interface ImageWire {
  read(body: JsonObject): ImageRequest;
  /** What the pictures count for on this vendor's bill; throws a Refusal for a size that it does not paint. */
  count(request: ImageRequest, model: Model): Usage;
  plain(answer: ImageAnswer): string;
  /** The type of an answer that is the picture itself, one character per byte. */
  binaryType?: string;
}

export interface AnalyzeWire {
  read(body: JsonObject): AnalyzeRequest;
  plain(answer: AnalyzeAnswer): string;
}

/** One call of a batch API. What these calls have in common is the shelf of their key. */
export interface BatchWire {
  takes: 'nothing' | 'json' | 'form';
  /** The model of the work that it begins; absent for a call that begins none. */
  model?(call: BatchCall): string | undefined;
  /** Throws a Refusal. */
  serve(call: BatchCall): BatchReply;
}

export interface BatchCall {
  shelf: Shelf;
  /** Empty for a call that takes none. */
  json: JsonObject;
  /** Of a call that takes a form. */
  form: ReceivedForm;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  /** Where the caller found the port, such as http://127.0.0.1:4010. */
  address: string;
  nowMs: number;
  /** Random hexadecimal text for an id. */
  newId(): string;
  /** Whether the vendor sells this model in batches. */
  sells(model: string, kind: Model['kind']): boolean;
  order(order: BatchWireOrder): Batch;
  forgetBatch(id: string): boolean;
  store(file: StoredFile): void;
  forgetFile(id: string): boolean;
}

export interface ReceivedForm {
  fields: Readonly<Record<string, string>>;
  file?: { name: string; text: string; bytes: number } | undefined;
}

export interface BatchWireOrder extends Omit<BatchOrder, 'items'> {
  items: readonly ItemOrder[];
}

export interface ItemOrder {
  customId: string | undefined;
  note?: JsonObject | undefined;
  wire: ItemWire;
  body: JsonObject;
}

/** Items are read, checked and answered by the wires of plain calls. */
export type ItemWire = { kind: 'chat'; chat: ChatWire } | { kind: 'embed'; embed: EmbedWire };

export interface BatchReply {
  body: string;
  /** JSON when absent. */
  contentType?: string;
}

export interface AnalyzeAnswer {
  request: AnalyzeRequest;
  /** One list per picture, best first; none for an empty answer. */
  seen: readonly (readonly SeenLabel[])[];
  requestId: string;
}

export interface ImageAnswer {
  request: ImageRequest;
  pictures: readonly Buffer[];
  usage: Usage;
  usageShown: boolean;
}

export interface EmbedAnswer {
  model: string;
  vectors: readonly Float32Array[];
  base64: boolean;
  inputTokens: number;
  usageShown: boolean;
}

/**
 * One event of a stream. `start` opens or closes something and never comes twice, `finish` carries the finish reason,
 * `end` is the vendor's last word, and `last` is both in one.
 */
export interface Frame {
  kind: 'start' | 'content' | 'other' | 'finish' | 'end' | 'last';
  text: string;
  /** Bytes of answer in a content frame. */
  contentBytes?: number;
  /** Of a last event that also tells the usage: the same without the finish reason. */
  reasonless?: string;
}

export interface DialectDependencies {
  /** Milliseconds since the epoch. */
  now(): number;
}

export type DialectFactory = (dependencies: DialectDependencies) => Dialect;
