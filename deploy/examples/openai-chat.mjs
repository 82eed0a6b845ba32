// OpenAI's SDK on chat completions: nothing but the base URL and the key is ours.
import OpenAI from 'openai';

const openai = new OpenAI({ baseURL: `${process.env.SWITCHYARD_URL}/v1`, apiKey: process.env.SWITCHYARD_API_KEY });
const model = process.env.MODEL ?? 'careful';
const messages = [{ role: 'user', content: 'Which way does the Rhine flow?' }];

const whole = await openai.chat.completions.create({ model, messages, max_completion_tokens: 200 });
console.log(`plain: ${whole.choices[0].message.content}`);

const stream = openai.chat.completions.stream({ model, messages, max_completion_tokens: 200 });
for await (const chunk of stream) process.stderr.write(chunk.choices[0]?.delta.content ?? '');
console.log(`stream: ${await stream.finalContent()}`);

const { data } = await openai.models.list();
console.log(`models: ${data.map(({ id }) => id).join(', ')}`);
