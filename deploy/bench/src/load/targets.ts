// What is called: the two doors, each plain and streaming. A call resolves when its whole answer was read, and rejects when
// it was not whole.
import { Agent, request, type IncomingMessage } from 'node:http';
import { createClient } from '@switchyard/client';
import { callTimeoutMs, httpSocketsMax } from '../limits.js';

export const targetNames = ['grpc-plain', 'grpc-stream', 'http-plain', 'http-stream'] as const;

export type TargetName = (typeof targetNames)[number];

export interface Doors {
  /** host:port */
  readonly grpc: string;
  /** http://host:port */
  readonly http: string;
  readonly apiKey: string;
}

export interface Target {
  send(index: number): Promise<void>;
  close(): void;
}

const model = 'quick';
const prompt = 'Tell me in a few sentences how a signal box keeps two trains apart.';

export function openTarget(name: TargetName, doors: Doors): Target {
  switch (name) {
    case 'grpc-plain':
    case 'grpc-stream':
      return grpcTarget(doors, name === 'grpc-stream');
    case 'http-plain':
    case 'http-stream':
      return httpTarget(doors, name === 'http-stream');
  }
}

function grpcTarget({ grpc, apiKey }: Doors, isStream: boolean): Target {
  const client = createClient({ address: grpc, apiKey });
  const order = { model, prompt, parameters: { maxOutputTokens: 300 } };
  const plain = async (): Promise<void> => {
    const { complete } = await client.generate(order, { timeoutMs: callTimeoutMs });
    if (!complete) throw new Error('an answer that is not complete');
  };
  const stream = async (): Promise<void> => {
    let isFinished = false;
    for await (const { frame } of client.stream(order, { timeoutMs: callTimeoutMs })) isFinished = frame.case === 'finished';
    if (!isFinished) throw new Error('a stream without its end');
  };
  return { send: isStream ? stream : plain, close: () => client.close() };
}

function httpTarget({ http, apiKey }: Doors, isStream: boolean): Target {
  const agent = new Agent({ keepAlive: true, maxSockets: httpSocketsMax });
  const url = `${http}/v1/chat/completions`;
  const body = Buffer.from(JSON.stringify({ model, stream: isStream, max_tokens: 300, messages: [{ role: 'user', content: prompt }] }));
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', 'content-length': body.length };
  const send = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const sent = request(url, { method: 'POST', agent, headers, timeout: callTimeoutMs }, (response) => {
        readAnswer(response, isStream).then(resolve, reject);
      });
      sent.once('timeout', () => sent.destroy(new Error('no answer in time')));
      sent.once('error', reject);
      sent.end(body);
    });
  return { send, close: () => agent.destroy() };
}

async function readAnswer(response: IncomingMessage, isStream: boolean): Promise<void> {
  let text = '';
  response.setEncoding('utf8');
  for await (const chunk of response as AsyncIterable<string>) text += chunk;
  if (response.statusCode !== 200) throw new Error(`status ${response.statusCode}`);
  if (isStream && !text.trimEnd().endsWith('data: [DONE]')) throw new Error('a stream without [DONE]');
  if (!isStream && !text.includes('"finish_reason":"stop"')) throw new Error('an answer that is not complete');
}
