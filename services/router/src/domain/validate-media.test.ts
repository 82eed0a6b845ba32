// Goal: what no provider could take is told before it is sent, with the field's path; what one takes passes.
import { describe, expect, it } from '@jest/globals';
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { MediaSchema } from '@switchyard/proto/common/v1/chat';
import { imageBytesMax } from '../limits.js';
import { validateMedia, type MediaKind } from './validate-media.js';

type Given = MessageInitShape<typeof MediaSchema>;

const png = Buffer.from('89504e470d0a1a0a0000', 'hex');
const data = (value: Uint8Array, mediaType: string): Given => ({ source: { case: 'data', value }, mediaType });
const url = (value: string): Given => ({ source: { case: 'url', value } });
const check = (media: Given, kind: MediaKind) => () => validateMedia(create(MediaSchema, media), kind, 'images[0]');

describe('validateMedia', () => {
  it.each([
    { name: 'a picture', media: data(png, 'image/png'), kind: 'image' },
    { name: 'a type with a parameter', media: data(Buffer.from('hi'), 'text/plain; charset=utf-8'), kind: 'document' },
    { name: 'a PDF', media: data(Buffer.from('%PDF-1.7'), 'application/pdf'), kind: 'document' },
    { name: 'a sound', media: data(Buffer.from('RIFF'), 'audio/wav'), kind: 'audio' },
    { name: 'an address', media: url('https://x.example/a.png'), kind: 'image' },
    { name: 'an address that carries the bytes', media: url('data:image/png;base64,iVBORw0KGgo='), kind: 'image' },
    { name: 'a file of the vendor', media: { source: { case: 'fileId', value: 'file-1' } } as Given, kind: 'document' },
  ] as const)('takes $name', ({ media, kind }) => {
    expect(check(media, kind)).not.toThrow();
  });

  it.each([
    { name: 'no source', media: {} as Given, kind: 'image', field: 'images[0]' },
    { name: 'bytes of no type', media: data(png, ''), kind: 'image', field: 'images[0].media_type' },
    { name: 'a type of something else', media: data(png, 'video/mp4'), kind: 'image', field: 'images[0].media_type' },
    { name: 'a program', media: data(Buffer.from('MZ'), 'application/x-msdownload'), kind: 'document', field: 'images[0].media_type' },
    { name: 'no bytes', media: data(Buffer.alloc(0), 'image/png'), kind: 'image', field: 'images[0]' },
    { name: 'too many bytes', media: data(Buffer.concat([png, Buffer.alloc(imageBytesMax)]), 'image/png'), kind: 'image', field: 'images[0]' },
    { name: 'a script that calls itself a picture', media: data(Buffer.from('<svg onload=…>'), 'image/png'), kind: 'image', field: 'images[0]' },
    { name: 'a file of this machine', media: url('file:///etc/passwd'), kind: 'image', field: 'images[0]' },
    { name: 'an address that is none', media: url('cat.png'), kind: 'image', field: 'images[0]' },
    { name: 'an inline text as a picture', media: url('data:text/html,<b>'), kind: 'image', field: 'images[0]' },
  ] as const)('refuses $name', ({ media, kind, field }) => {
    expect(check(media, kind)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT', options: expect.objectContaining({ field }) }));
  });
});
