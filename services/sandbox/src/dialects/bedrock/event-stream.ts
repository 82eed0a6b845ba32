// Writes AWS's binary messages: https://docs.aws.amazon.com/transcribe/latest/dg/streaming-setting-up.html#streaming-event-stream
// As text of one character per byte, which is how frames travel inside the sandbox.

import { crc32 } from 'node:zlib';

import { breakCharacters } from '../../delivery/encode-body.js';
import type { JsonObject } from '../../http/json.js';

const typeOfText = 7;

export function eventMessage(name: string, body: JsonObject): string {
  return message({ ':event-type': name, ':content-type': 'application/json', ':message-type': 'event' }, body);
}

/** ThrottlingException is throttlingException in a stream. */
export function exceptionMessage(type: string, body: JsonObject): string {
  return message({ ':exception-type': `${type.slice(0, 1).toLowerCase()}${type.slice(1)}`, ':content-type': 'application/json', ':message-type': 'exception' }, body);
}

function message(headers: Record<string, string>, body: JsonObject): string {
  const head = Buffer.concat(Object.entries(headers).map(([name, value]) => headerOf(name, value)));
  // Words that are to be no UTF-8 are so before they are summed up: the frame around them is sound.
  const data = breakCharacters(Buffer.from(JSON.stringify(body)));
  const bytes = Buffer.alloc(16 + head.length + data.length);
  bytes.writeUInt32BE(bytes.length, 0);
  bytes.writeUInt32BE(head.length, 4);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, 8)), 8);
  head.copy(bytes, 12);
  data.copy(bytes, 12 + head.length);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, bytes.length - 4)), bytes.length - 4);
  return bytes.toString('latin1');
}

function headerOf(name: string, value: string): Buffer {
  const [key, text] = [Buffer.from(name), Buffer.from(value)];
  const length = Buffer.alloc(2);
  length.writeUInt16BE(text.length);
  return Buffer.concat([Buffer.from([key.length]), key, Buffer.from([typeOfText]), length, text]);
}
