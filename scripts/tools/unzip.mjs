// Reads members of a zip, which is what a Python wheel is. APPNOTE: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
import { inflateRawSync } from 'node:zlib';

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const LOCAL_LENGTH = 30;
const STORED = 0;
const DEFLATED = 8;

/** Yields every file whose name `isWanted`, as [name, content]. Zip64 and encryption are refused by not being found. */
export function* unzip(zip, isWanted) {
  let at = findDirectory(zip);
  while (zip.readUInt32LE(at) === ENTRY_SIGNATURE) {
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength);
    if (isWanted(name)) yield [name, readMember(zip, at, name)];
    at += ENTRY_LENGTH + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
}

function findDirectory(zip) {
  for (let at = zip.length - END_LENGTH; at >= 0; at -= 1) {
    if (zip.readUInt32LE(at) === END_SIGNATURE) return zip.readUInt32LE(at + 16);
  }
  throw new Error('the file is not a zip');
}

function readMember(zip, entry, name) {
  const method = zip.readUInt16LE(entry + 10);
  const packedLength = zip.readUInt32LE(entry + 20);
  const length = zip.readUInt32LE(entry + 24);
  const local = zip.readUInt32LE(entry + 42);
  const start = local + LOCAL_LENGTH + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const packed = zip.subarray(start, start + packedLength);
  if (method === STORED) return packed;
  if (method === DEFLATED) return inflateRawSync(packed, { maxOutputLength: length });
  throw new Error(`${name} is packed in a way that is not known here`);
}
