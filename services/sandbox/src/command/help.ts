// What --help prints.

import { flavours } from '../dialects/openai/flavours.js';

/** Six names a line, so that it fits a terminal. */
function inLines(names: readonly string[]): string[] {
  return Array.from({ length: Math.ceil(names.length / 6) }, (_, line) => names.slice(line * 6, line * 6 + 6).join(' '));
}

export const help = `switchyard-sandbox: a stand-in for AI vendors that speaks their protocols, misbehaves on request and keeps an exact bill.

Usage: switchyard-sandbox [options]

  --openai-port PORT         speak OpenAI on this port (base URL http://HOST:PORT/v1)
  --anthropic-port PORT      speak Anthropic on this port (base URL http://HOST:PORT)
  --ollama-port PORT         speak Ollama on this port
  --google-port PORT         speak Gemini and Vertex AI on this port
  --google-vision-port PORT  speak Google Cloud Vision on this port
  --clarifai-port PORT       speak Clarifai on this port
  --bedrock-port PORT        speak Amazon Bedrock on this port
  --huggingface-port PORT    speak Hugging Face Inference Providers on this port
  --port NAME=DIALECT:PORT   a further port with a name of its own, for example openai-b=openai:4011; may be repeated.
                             DIALECT is one of the above, or a vendor of OpenAI's dialect:
${inLines(flavours.map(({ id }) => id)).map((line) => `                             ${line}`).join('\n')}
  --control-port PORT        bill, calls in flight, behaviour (see README.md); default: chosen by the system
  --seed NUMBER              the same seed gives the same answers; default 1
  --host ADDRESS             default 127.0.0.1
  --prices FILE              a price file in place of the package's prices.json
  -h, --help                 this text

Port 0 lets the system choose. Without any port all vendors with an option of their own start on chosen ports.
When ready it prints one line of JSON: {"addresses": {NAME: URL}, "base_urls": {NAME: URL}, "control": URL}.
It stops on SIGINT and SIGTERM.

Try it:
  switchyard-sandbox --openai-port 4010 --control-port 4000
  curl http://127.0.0.1:4010/v1/chat/completions -H 'authorization: Bearer any' -H 'content-type: application/json' \\
    -d '{"model":"gpt-4.1-mini","messages":[{"role":"user","content":"Hello [[sandbox {\\"text\\":\\"Hi!\\"}]]"}]}'
  curl http://127.0.0.1:4000/bill
`;
