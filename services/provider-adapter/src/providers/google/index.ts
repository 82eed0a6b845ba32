// Gemini, by the Gemini API (https://ai.google.dev/api/generate-content) or by Vertex AI, which speak one dialect under two addresses.
//
// Thinking is counted beside the answer, arguments of tools come whole, a stream has no end marker but its finish
// reason, and the signature of a thought must go back with the call that it led to.
import type { Provider } from '../../adapter/provider.js';
import { imageAnswerBytesMax } from '../../limits.js';
import { forgettingToken, postOrder, readGoogleError, readJsonAnswer, readSse, requireStream } from '../../toolkit/index.js';
import { accountHeaders } from './account.js';
import { GoogleAnswer } from './answer.js';
import { googleBatches } from './batches.js';
import { baseUrlFor, pathOf } from './endpoint.js';
import { embedPathOf, stepsOfEmbeddings, toEmbedRequest } from './embed.js';
import { options, known } from './fields.js';
import { paintPathOf, stepsOfPictures, toPaintRequest } from './images.js';
import { listGoogleModels } from './list-models.js';
import { toGoogleRequest } from './request.js';
import { googleUsageDialect } from './usage.js';

export const google: Provider = {
  id: 'google',
  displayName: 'Google Gemini and Vertex AI',
  defaultBaseUrl: 'https://generativelanguage.googleapis.com',
  baseUrlFor,
  documentation: 'https://ai.google.dev/api/generate-content',
  isLocal: false,
  credential: { fields: [], known },
  options,
  exampleYaml: '- { id: google, type: google, api_key: { env: GEMINI_API_KEY } }',
  capabilities: new Set(['chat', 'stream', 'tools', 'vision', 'documents', 'audio_input', 'reasoning', 'json_schema', 'embeddings', 'image_generation', 'batches', 'models']),
  cancelStopsBilling: 'unknown',
  usage: googleUsageDialect,

  async complete(order, context) {
    const body = toGoogleRequest(order, context);
    return forgettingToken(context, async () => {
      const call = { path: pathOf(context, order.model, 'generateContent'), headers: {}, authorise: () => accountHeaders(context), body };
      const { answer } = await readJsonAnswer(await postOrder(context, call, readGoogleError));
      return new GoogleAnswer(order.attemptId).takeWhole(answer);
    });
  },

  async *stream(order, context) {
    const body = toGoogleRequest(order, context);
    const response = await forgettingToken(context, async () => {
      const call = { path: `${pathOf(context, order.model, 'streamGenerateContent')}?alt=sse`, headers: { accept: 'text/event-stream' }, authorise: () => accountHeaders(context), body };
      return postOrder(context, call, readGoogleError);
    });
    requireStream(response, /^text\/event-stream\b/i);
    const mapping = new GoogleAnswer(order.attemptId);
    for await (const events of readSse(response)) {
      response.heard();
      const { steps, failure } = mapping.take(events);
      if (steps.length > 0) yield steps;
      if (failure !== undefined) throw failure;
      if (mapping.isDone) return;
    }
    // Its last words may come without usage; nobody counts then, but the answer is whole.
    if (!mapping.isFinished) throw mapping.cut();
  },

  async embed(order, context) {
    const body = toEmbedRequest(order, context);
    return forgettingToken(context, async () => {
      const call = { path: embedPathOf(context, order.model), headers: {}, authorise: () => accountHeaders(context), body };
      return stepsOfEmbeddings((await readJsonAnswer(await postOrder(context, call, readGoogleError))).answer);
    });
  },

  async generateImage(order, context) {
    const body = toPaintRequest(order, context);
    return forgettingToken(context, async () => {
      const call = { path: paintPathOf(context, order.model), headers: {}, authorise: () => accountHeaders(context), body };
      return stepsOfPictures((await readJsonAnswer(await postOrder(context, call, readGoogleError), { bytesMax: imageAnswerBytesMax })).answer);
    });
  },

  batches: googleBatches,

  listModels: listGoogleModels,
};
