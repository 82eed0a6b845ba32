// OpenAI's SDK on responses: nothing but the base URL and the key is ours.
import OpenAI from 'openai';

const openai = new OpenAI({ baseURL: `${process.env.SWITCHYARD_URL}/v1`, apiKey: process.env.SWITCHYARD_API_KEY });
const model = process.env.MODEL ?? 'careful';

const whole = await openai.responses.create({ model, instructions: 'Be brief.', input: 'Which way does the Rhine flow?', max_output_tokens: 200 });
console.log(`plain: ${whole.output_text}`);

const stream = openai.responses.stream({ model, input: 'Which way does the Rhine flow?', max_output_tokens: 200 });
for await (const event of stream) if (event.type === 'response.output_text.delta') process.stderr.write(event.delta);
console.log(`stream: ${(await stream.finalResponse()).output_text}`);
