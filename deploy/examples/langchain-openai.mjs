// LangChain over OpenAI's door: nothing but the base URL and the key is ours.
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';

const connection = { apiKey: process.env.SWITCHYARD_API_KEY, configuration: { baseURL: `${process.env.SWITCHYARD_URL}/v1` } };
const model = new ChatOpenAI({ ...connection, model: process.env.MODEL ?? 'careful', maxTokens: 200 });

console.log(`plain: ${(await model.invoke('Which way does the Rhine flow?')).text}`);

let streamed = '';
for await (const chunk of await model.stream('Which way does the Rhine flow?')) streamed += chunk.text;
console.log(`stream: ${streamed}`);

if (process.env.EMBEDDER !== undefined) {
  const vectors = await new OpenAIEmbeddings({ ...connection, model: process.env.EMBEDDER }).embedDocuments(['upstream', 'downstream']);
  console.log(`vectors: ${vectors.length}`);
}
