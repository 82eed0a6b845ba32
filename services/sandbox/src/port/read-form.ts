// Reads a call's body as a form with a file: https://www.rfc-editor.org/rfc/rfc7578, parsed by the runtime.

import type { ReceivedForm } from '../dialects/dialect.js';
import { Refusal, invalid } from '../dialects/failure.js';
import { readBytes } from '../http/read-body.js';
import { uploadBytesMax } from '../limits.js';
import type { Service } from './service.js';

/** Undefined if the caller left while it was writing. Throws a Refusal for what is too large or no form. */
export async function readForm({ call }: Service): Promise<ReceivedForm | undefined> {
  const result = await readBytes(call.request, uploadBytesMax);
  if ('gone' in result) return undefined;
  if ('tooLarge' in result) throw new Refusal({ kind: 'too_large' });
  const form = await parse(result.bytes, call.request.headers['content-type'] ?? '');
  const fields: Record<string, string> = {};
  let file: ReceivedForm['file'];
  for (const [name, value] of form) {
    if (typeof value === 'string') fields[name] = value;
    else if (name === 'file') file = { name: value.name, text: await value.text(), bytes: value.size };
  }
  return { fields, file };
}

async function parse(bytes: Buffer<ArrayBuffer>, contentType: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { 'content-type': contentType } }).formData();
  } catch {
    throw invalid(undefined, 'We could not parse the multipart/form-data body of your request.');
  }
}
