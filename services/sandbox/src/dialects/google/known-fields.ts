// Which fields there are: Google refuses a request with any other, in these words.
// https://ai.google.dev/api/generate-content#request-body, https://ai.google.dev/api/generate-content#generationconfig

import type { JsonObject } from '../../http/json.js';
import { invalid } from '../failure.js';

const request = new Set(['contents', 'systemInstruction', 'system_instruction', 'tools', 'toolConfig', 'safetySettings', 'generationConfig', 'cachedContent', 'serviceTier', 'store', 'labels', 'model']);
const config = new Set([
  'stopSequences', 'responseMimeType', 'responseSchema', 'responseJsonSchema', 'responseModalities', 'candidateCount', 'maxOutputTokens', 'temperature', 'topP', 'topK', 'seed',
  'presencePenalty', 'frequencyPenalty', 'responseLogprobs', 'logprobs', 'enableEnhancedCivicAnswers', 'speechConfig', 'thinkingConfig', 'imageConfig', 'mediaResolution',
]);

/** Throws a Refusal that names the first unknown field. */
export function checkFields(body: JsonObject, generationConfig: JsonObject): void {
  refuseUnknown(body, request, '');
  refuseUnknown(generationConfig, config, " at 'generation_config'");
}

function refuseUnknown(object: JsonObject, known: ReadonlySet<string>, where: string): void {
  const field = Object.keys(object).find((name) => !known.has(name));
  if (field !== undefined) throw invalid(field, `Invalid JSON payload received. Unknown name "${field}"${where}: Cannot find field.`);
}
