// One exchange with a vendor as it goes over the wire, and what it means in Switchyard's words.
//
// The texts are made up. Structure, names and numbers follow the vendor's page under `source`, and bodies are held to
// the types that the vendor publishes by `satisfies`: whoever changes one of them against the vendor does not compile.

export interface Exchange {
  /** The file's name. */
  readonly name: string;
  /** The vendor's page, or its published types, that structure and numbers follow. */
  readonly source: string;
  /** When the page was read. */
  readonly read: string;
  readonly request: ExchangeRequest;
  readonly response: ExchangeResponse;
  readonly expected: ExpectedAnswer | ExpectedResult | ExpectedFailure;
}

export interface ExchangeRequest {
  readonly method: 'POST';
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
  /** The model that is asked; some vendors name it in the path. */
  readonly model: string;
  readonly isStream: boolean;
  /** A conversation when absent. */
  readonly task?: ExchangeTask;
}

export interface ExchangeTask {
  readonly kind: 'embeddings' | 'image_generation' | 'image_analysis';
  /** How many texts or pictures are asked about, or pictures asked for. */
  readonly count: number;
}

export type ExchangeResponse = { readonly status: number; readonly headers: Readonly<Record<string, string>> } & ExchangeBody;

export type ExchangeBody =
  | { readonly kind: 'json'; readonly body: object }
  | { readonly kind: 'sse'; readonly events: readonly (ServerSentEvent | ServerSentComment)[]; readonly lineEnd: '\n' | '\r\n' }
  | { readonly kind: 'lines'; readonly lines: readonly object[] }
  | { readonly kind: 'frames'; readonly frames: readonly BinaryFrame[] }
  | { readonly kind: 'file'; readonly base64: string };

export interface ServerSentEvent {
  /** Absent when the vendor does not name its events. */
  readonly event?: string;
  /** An object travels as JSON; a text as it is. */
  readonly data: object | string;
}

/** A sign of life that is no event. */
export interface ServerSentComment {
  readonly comment: string;
}

/** One message of AWS's event stream. */
export interface BinaryFrame {
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: object;
}

export interface ExpectedAnswer {
  readonly kind: 'answer';
  readonly text: string;
  readonly reasoning: string;
  readonly toolCalls: readonly ExpectedToolCall[];
  /** Absent when the vendor counted one side only, which is no evidence to bill by. */
  readonly usage?: {
    /** Disjoint counts. One that the vendor did not state is absent. */
    readonly meters: Readonly<Record<string, number>>;
    /** Everything that went in, cached and written parts included. */
    readonly inputTokens: number;
    /** Everything that came out, reasoning included. */
    readonly outputTokens: number;
  };
  readonly finish: { readonly unified: string; readonly raw: string };
}

export interface ExpectedToolCall {
  /** Absent when the vendor gives none. */
  readonly id?: string;
  readonly name: string;
  readonly arguments: object;
}

/** What came of a task that is no conversation; the list of its kind alone is there. */
export interface ExpectedResult {
  readonly kind: 'result';
  /** One vector for each text. */
  readonly vectors?: readonly (readonly number[])[];
  readonly pictures?: readonly { readonly mediaType: string; readonly base64: string }[];
  /** For each picture what is on it, best first. */
  readonly labels?: readonly (readonly ExpectedLabel[])[];
  /** Disjoint counts; absent when nobody counted. */
  readonly meters?: Readonly<Record<string, number>>;
}

export interface ExpectedLabel {
  readonly name: string;
  /** 0 to 1. */
  readonly score: number;
}

export interface ExpectedFailure {
  readonly kind: 'failure';
  /** The name of the class that says what to do next. */
  readonly errorClass: string;
  /** Absent when the vendor did not say when to come back. */
  readonly retryAfterMs?: number;
}

/** An answer of words alone; the rest is what the exchange is about. */
export function answers(said: Partial<Omit<ExpectedAnswer, 'kind'>> & Pick<ExpectedAnswer, 'finish'>): ExpectedAnswer {
  return { kind: 'answer', text: '', reasoning: '', toolCalls: [], ...said };
}
