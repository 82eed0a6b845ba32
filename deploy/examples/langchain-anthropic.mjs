// LangChain over Anthropic's door: nothing but the base URL and the key is ours.
import { ChatAnthropic } from '@langchain/anthropic';
import { tool } from '@langchain/core/tools';
import { z } from 'zod';

const model = new ChatAnthropic({ apiKey: process.env.SWITCHYARD_API_KEY, anthropicApiUrl: process.env.SWITCHYARD_URL, model: process.env.MODEL ?? 'quick', maxTokens: 200 });

console.log(`plain: ${(await model.invoke('Which way does the Rhine flow?')).text}`);

let streamed = '';
for await (const chunk of await model.stream('Which way does the Rhine flow?')) streamed += chunk.text;
console.log(`stream: ${streamed}`);

const level = tool(async ({ river }) => `${river}: 3.2`, { name: 'level', description: 'The level of a river, in metres.', schema: z.object({ river: z.string() }) });
const { tool_calls: calls } = await model.bindTools([level], { tool_choice: 'any' }).invoke('How high is the Rhine?');
console.log(`tool: ${await level.invoke(calls[0].args)}`);
