// Vercel's AI SDK over OpenAI's door: nothing but the base URL and the key is ours.
import { createOpenAI } from '@ai-sdk/openai';
import { generateText, streamText } from 'ai';

const switchyard = createOpenAI({ baseURL: `${process.env.SWITCHYARD_URL}/v1`, apiKey: process.env.SWITCHYARD_API_KEY });
const name = process.env.MODEL ?? 'careful';
const prompt = 'Which way does the Rhine flow?';

for (const model of [switchyard.chat(name), switchyard.responses(name)]) {
  // Nothing is kept in Switchyard, which the SDK takes for granted on responses unless it is told.
  const asked = { model, prompt, maxOutputTokens: 200, providerOptions: { openai: { store: false } } };
  console.log(`plain: ${(await generateText(asked)).text}`);
  const { textStream, text } = streamText(asked);
  for await (const words of textStream) process.stderr.write(words);
  console.log(`stream: ${await text}`);
}
