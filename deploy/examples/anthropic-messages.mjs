// Anthropic's SDK on messages: nothing but the base URL and the key is ours.
import Anthropic from '@anthropic-ai/sdk';

const anthropic = new Anthropic({ baseURL: process.env.SWITCHYARD_URL, apiKey: process.env.SWITCHYARD_API_KEY });
const model = process.env.MODEL ?? 'quick';
const messages = [{ role: 'user', content: 'Which way does the Rhine flow?' }];

const whole = await anthropic.messages.create({ model, messages, max_tokens: 200 });
console.log(`plain: ${whole.content[0].text}`);

const stream = anthropic.messages.stream({ model, messages, max_tokens: 200 });
stream.on('text', (text) => process.stderr.write(text));
console.log(`stream: ${await stream.finalText()}`);

const { input_tokens: tokens } = await anthropic.messages.countTokens({ model, messages });
console.log(`tokens: ${tokens}`);
