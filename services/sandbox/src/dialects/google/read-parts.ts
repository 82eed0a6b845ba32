// Reads the parts of a turn: https://ai.google.dev/api/caching#Part

import { isObject } from '../../http/json.js';
import type { JsonObject } from '../../http/json.js';
import { countTokens, tokensPerFile, tokensPerImage } from '../../text/tokens.js';
import { invalid } from '../failure.js';
import { demandsSignatures, signature } from './signature.js';

export function readParts(value: unknown, where: string, { model = '' } = {}): { text: string; tokens: number } {
  if (!Array.isArray(value) || value.length === 0) throw invalid(where, `* GenerateContentRequest.${where}: contents.parts must not be empty.\n`);
  const texts: string[] = [];
  let tokens = 0;
  let calls = 0;
  for (const part of value) {
    if (!isObject(part)) throw invalid(where, `Invalid value at '${where}'`);
    if (typeof part['text'] === 'string' && part['thought'] !== true) texts.push(part['text']);
    if (part['functionCall'] !== undefined && calls++ === 0) checkSignature(part, where, model);
    tokens += partTokens(part, where);
  }
  return { text: texts.join('\n'), tokens };
}

function partTokens(part: JsonObject, where: string): number {
  if (typeof part['text'] === 'string') return countTokens(part['text']);
  if (isObject(part['functionCall'])) return countTokens(`${nameOf(part['functionCall'], where)}${JSON.stringify(part['functionCall']['args'] ?? {})}`);
  if (isObject(part['functionResponse'])) return countTokens(`${nameOf(part['functionResponse'], where)}${JSON.stringify(part['functionResponse']['response'] ?? {})}`);
  const inline = part['inlineData'];
  if (isObject(inline)) {
    if (typeof inline['mimeType'] !== 'string' || inline['mimeType'] === '') throw invalid(where, `Unable to submit request because it must have a mimeType parameter.`);
    if (!/^[A-Za-z0-9+/_-]+=*$/.test(String(inline['data']))) throw invalid(where, `Invalid value at '${where}.inline_data.data' (TYPE_BYTES), Base64 decoding failed`);
    return inline['mimeType'].startsWith('image/') ? tokensPerImage : tokensPerFile;
  }
  const file = part['fileData'];
  if (isObject(file) && /^(?:https?|gs):\/\//.test(String(file['fileUri']))) return String(file['mimeType'] ?? '').startsWith('image/') ? tokensPerImage : tokensPerFile;
  throw invalid(where, `* GenerateContentRequest.${where}.data: required oneof field 'data' must have one initialized field\n`);
}

function nameOf(called: JsonObject, where: string): string {
  if (typeof called['name'] === 'string' && called['name'] !== '') return called['name'];
  throw invalid(where, `* GenerateContentRequest.${where}.name: Name cannot be empty.\n`);
}

/** https://ai.google.dev/gemini-api/docs/thought-signatures: Gemini 3 wants its own back on the first call of a turn, or the word that it may skip the check. */
function checkSignature(part: JsonObject, where: string, model: string): void {
  const given = part['thoughtSignature'];
  if (!demandsSignatures(model) || given === signature || given === 'skip_thought_signature_validator') return;
  throw invalid(where, given === undefined ? `Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly.` : 'Thought signature is not valid.');
}
