// Vercel's AI SDK over Anthropic's door: nothing but the base URL and the key is ours.
import { createAnthropic } from '@ai-sdk/anthropic';
import { generateText, isStepCount, streamText, tool } from 'ai';
import { z } from 'zod';

const switchyard = createAnthropic({ baseURL: `${process.env.SWITCHYARD_URL}/v1`, apiKey: process.env.SWITCHYARD_API_KEY });
const model = switchyard(process.env.MODEL ?? 'quick');

console.log(`plain: ${(await generateText({ model, prompt: 'Which way does the Rhine flow?', maxOutputTokens: 200 })).text}`);

const { textStream, text } = streamText({ model, prompt: 'Which way does the Rhine flow?', maxOutputTokens: 200 });
for await (const words of textStream) process.stderr.write(words);
console.log(`stream: ${await text}`);

const level = tool({ description: 'The level of a river, in metres.', inputSchema: z.object({ river: z.string() }), execute: async ({ river }) => `${river}: 3.2` });
const { steps } = await generateText({ model, prompt: 'How high is the Rhine?', maxOutputTokens: 200, tools: { level }, toolChoice: 'required', stopWhen: isStepCount(1) });
console.log(`tool: ${steps[0].toolResults[0].output}`);
