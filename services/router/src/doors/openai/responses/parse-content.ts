// The content of an input item -> parts of ours.
import { isNothing, checkKnown } from '../../http/fields.js';
import { fault, list, object, text, type Json } from '../../http/read.js';
import type { PartInit, PlacedPart } from '../../http/turns.js';

/** A text, or a list of content parts. */
export function contentOf(value: unknown, path: string): PlacedPart[] {
  if (isNothing(value) || value === '') return [];
  if (typeof value === 'string') return [{ part: { content: { case: 'text', value } }, path }];
  return list(value, path).map((entry, index) => ({ part: partOf(object(entry, `${path}[${index}]`), `${path}[${index}]`), path: `${path}[${index}]` }));
}

function partOf(part: Json, path: string): PartInit {
  const type = text(part, 'type', path);
  switch (type) {
    case 'input_text':
    case 'output_text':
    case 'text':
      // Annotations and the like come back with earlier answers, and say nothing here.
      checkKnown(part, new Set(['type', 'text', 'annotations', 'logprobs', 'parsed']), path);
      return { content: { case: 'text', value: text(part, 'text', path) } };
    case 'refusal':
      checkKnown(part, new Set(['type', 'refusal']), path);
      return { content: { case: 'text', value: text(part, 'refusal', path) } };
    case 'input_image':
      checkKnown(part, new Set(['type', 'image_url', 'file_id', 'detail']), path);
      return { content: { case: 'image', value: { source: sourceOf(part, path, 'image_url'), detail: text(part, 'detail', path) } } };
    case 'input_file': {
      checkKnown(part, new Set(['type', 'file_data', 'file_url', 'file_id', 'filename']), path);
      const address = isNothing(part['file_url']) ? 'file_data' : 'file_url';
      return { content: { case: 'document', value: { source: sourceOf(part, path, address), filename: text(part, 'filename', path) } } };
    }
    default:
      throw fault(`${path}.type`, `"${type}" is not served`, 'Use input_text, input_image or input_file.');
  }
}

function sourceOf(part: Json, path: string, address: string): { case: 'fileId' | 'url'; value: string } {
  const fileId = text(part, 'file_id', path);
  if (fileId !== '') return { case: 'fileId', value: fileId };
  const url = text(part, address, path);
  if (url === '') throw fault(`${path}.${address}`, 'it is empty', 'Send an address, or the bytes as a data: address.');
  return { case: 'url', value: url };
}
