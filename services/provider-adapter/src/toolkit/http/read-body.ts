// Reads a whole body up to a limit.
import type { VendorResponse } from '../../adapter/vendor-http.js';
import { answerBytesMax, errorBodyBytesMax } from '../../limits.js';
import { badOutput, parseJson, parseObject, type JsonObject } from '../json/json.js';

export interface ReadLimit {
  /** answerBytesMax when absent. */
  readonly bytesMax?: number;
}

/** The whole answer. Throws BAD_OUTPUT beyond the limit, and what read() throws. */
export async function readText(response: VendorResponse, { bytesMax = answerBytesMax }: ReadLimit = {}): Promise<string> {
  const bytes = await readWhole(response, bytesMax);
  return bytes.toString('utf8');
}

/** The answer as text and object. Throws BAD_OUTPUT for HTML, half JSON, an empty body or another content type. */
export async function readJsonAnswer(response: VendorResponse, limit: ReadLimit = {}): Promise<{ text: string; answer: JsonObject }> {
  requireJson(response);
  const text = await readText(response, limit);
  if (text.trim() === '') throw badOutput('The provider answered with an empty body.');
  return { text, answer: parseObject(text, "The provider's answer") };
}

/** An answer that is a bare list. Throws BAD_OUTPUT for anything else. */
export async function readJsonList(response: VendorResponse): Promise<readonly unknown[]> {
  requireJson(response);
  const parsed = parseJson(await readText(response));
  if (!Array.isArray(parsed)) throw badOutput("The provider's answer is not a list.");
  return parsed;
}

/** An answer that is a file, with its type. Throws BAD_OUTPUT beyond the limit, or when the type does not fit. */
export async function readFile(response: VendorResponse, expected: RegExp, { bytesMax = answerBytesMax }: ReadLimit = {}): Promise<{ mediaType: string; bytes: Buffer }> {
  const type = response.header('content-type') ?? '';
  if (!expected.test(type)) throw badOutput(`The provider answered with ${mediaType(type)}, and not with what was asked for.`);
  return { mediaType: mediaType(type), bytes: await readWhole(response, bytesMax) };
}

/** A vendor may leave the type out. */
function requireJson(response: VendorResponse): void {
  const type = response.header('content-type') ?? '';
  if (type !== '' && !/[/+]json\b/i.test(type)) throw badOutput(`The provider answered with ${mediaType(type)} instead of JSON.`);
}

/** Throws BAD_OUTPUT when the answer is no stream of this type. */
export function requireStream(response: VendorResponse, expected: RegExp): void {
  const type = response.header('content-type') ?? '';
  if (!expected.test(type)) throw badOutput(`The provider answered with ${mediaType(type)} instead of a stream.`);
}

/** As much of an error body as is worth reading; a connection that breaks on the way leaves what came. */
export async function readErrorText(response: VendorResponse): Promise<string> {
  const { pieces } = await readUpTo(response, errorBodyBytesMax, { keepsBroken: true });
  return Buffer.concat(pieces).subarray(0, errorBodyBytesMax).toString('utf8');
}

async function readWhole(response: VendorResponse, bytesMax: number): Promise<Buffer> {
  const { pieces, isWhole } = await readUpTo(response, bytesMax);
  // What is too long is not put together first.
  if (!isWhole) throw badOutput(`The answer is longer than ${bytesMax} bytes.`);
  return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
}

async function readUpTo(response: VendorResponse, bytesMax: number, { keepsBroken = false } = {}): Promise<{ pieces: readonly Buffer[]; isWhole: boolean }> {
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for (let piece = await response.read(); piece !== undefined; piece = await response.read()) {
      pieces.push(piece);
      length += piece.length;
      if (length > bytesMax) return { pieces, isWhole: false };
    }
  } catch (error) {
    if (!keepsBroken) throw error;
    return { pieces, isWhole: false };
  }
  return { pieces, isWhole: true };
}

function mediaType(header: string): string {
  return /^[\w.+-]+\/[\w.+-]+/.exec(header)?.[0] ?? 'an unnamed type';
}
