// Reads what JetStream says about a delivery in the subject to which it wants the ack:
// $JS.ACK.<stream>.<consumer>.<deliveries>.<stream sequence>.<consumer sequence>.<time>.<pending>, since
// nats-server 2.11 possibly with <domain>.<account hash> before the stream and a token at the end (ADR-15).
export function parseAckSubject(subject: string): { streamSequence: number; deliveryCount: number } {
  const tokens = subject.split('.');
  const first = tokens.length === 9 ? 4 : 6;
  const [deliveryCount, streamSequence] = [Number(tokens[first]), Number(tokens[first + 1])];
  if (!Number.isSafeInteger(deliveryCount) || !Number.isSafeInteger(streamSequence)) throw new Error(`${subject} is not the ack subject of a JetStream message.`);
  return { streamSequence, deliveryCount };
}
