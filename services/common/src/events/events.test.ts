// Goal: names and headers on the wire are what other programs expect.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { declareStreams, fromCloudEventHeaders, matchesSubject, subjects, toCloudEventHeaders, usageShardOf, type EventHeaders } from './index.js';
import { parseAckSubject } from './nats/parse-ack-subject.js';

describe('matchesSubject', () => {
  it.each([
    { pattern: 'a.b', subject: 'a.b', fits: true },
    { pattern: 'a.b', subject: 'a.b.c', fits: false },
    { pattern: 'a.b.c', subject: 'a.b', fits: false },
    { pattern: 'a.*', subject: 'a.b', fits: true },
    { pattern: 'a.*', subject: 'a.b.c', fits: false },
    { pattern: '*.b', subject: 'a.b', fits: true },
    { pattern: 'a.>', subject: 'a.b.c', fits: true },
    { pattern: 'a.>', subject: 'a', fits: false },
    { pattern: '>', subject: 'a', fits: true },
  ])('$pattern and $subject: $fits', ({ pattern, subject, fits }) => {
    expect(matchesSubject(pattern, subject)).toBe(fits);
  });
});

describe('CloudEvents in binary mode', () => {
  it('carries the attributes as ce- headers in printable ASCII', () => {
    const headers = toCloudEventHeaders({ id: '1', type: 'switchyard.usage.batch.v1', source: '/router/pod "ä"', time: new Date(0), dataContentType: 'application/protobuf', traceparent: '00-1-2-01' });
    expect(headers).toEqual({
      'ce-specversion': '1.0',
      'ce-id': '1',
      'ce-type': 'switchyard.usage.batch.v1',
      'ce-source': '/router/pod%20%22%C3%A4%22',
      'ce-time': '1970-01-01T00:00:00.000Z',
      'ce-datacontenttype': 'application/protobuf',
      traceparent: '00-1-2-01',
    });
  });

  it('comes back as it was, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: 'grapheme' }), (id, subject) => {
        const event = { id, type: 't', source: 's', subject };
        const headers = toCloudEventHeaders(event);
        for (const value of Object.values(headers)) expect(value).toMatch(/^[\x21-\x7e]*$/);
        expect(fromCloudEventHeaders(headers)).toMatchObject(event);
      }),
    );
  });

  const foreign: { name: string; headers: EventHeaders }[] = [
    { name: 'none at all', headers: {} },
    { name: 'no id', headers: { 'ce-specversion': '1.0', 'ce-type': 't', 'ce-source': 's' } },
    { name: 'another major version', headers: { 'ce-specversion': '2.0', 'ce-type': 't', 'ce-source': 's', 'ce-id': '1' } },
  ];
  it.each(foreign)('is not seen in headers with $name', ({ headers }) => {
    expect(fromCloudEventHeaders(headers)).toBeUndefined();
  });
});

describe('subjects and streams', () => {
  it('spreads tenants over all shards, the same for ever', () => {
    expect(usageShardOf('acme')).toBe(usageShardOf('acme'));
    const shards = new Set(Array.from({ length: 2_000 }, (_, index) => usageShardOf(`tenant-${index}`)));
    expect([...shards].toSorted((one, other) => one - other)).toEqual(Array.from({ length: 64 }, (_, shard) => shard));
  });

  it('has one stream for every subject of facts, and none for hints', () => {
    const streams = declareStreams({ replicas: 3 });
    const takenBy = (subject: string): string[] => streams.filter((stream) => stream.subjects.some((pattern) => matchesSubject(pattern, subject))).map(({ name }) => name);
    expect(takenBy(subjects.usage(63))).toEqual(['USAGE']);
    for (const subject of [subjects.ledgerBooked('t'), subjects.ledgerBudget('t'), subjects.healthRoute('p'), subjects.healthAlert('p'), subjects.catalogChanged, subjects.credentialChanged]) expect(takenBy(subject)).toEqual(['FACTS']);
    expect(takenBy(subjects.ledgerDisposed('j'))).toEqual([]);
    expect(streams[0]).toMatchObject({ whenFull: 'refuse', replicas: 3 });
    expect(streams[0]!.maxAgeMs).toBeGreaterThanOrEqual(14 * 24 * 3_600_000);
  });

  it.each([
    { subject: '$JS.ACK.USAGE.ledger.2.17.5.1700000000000000000.3', streamSequence: 17, deliveryCount: 2 },
    { subject: '$JS.ACK.hub.hash.USAGE.ledger.2.17.5.1700000000000000000.3.token', streamSequence: 17, deliveryCount: 2 },
  ])('reads $subject', ({ subject, ...info }) => {
    expect(parseAckSubject(subject)).toEqual(info);
  });
});
