// Reads the lines of a batch file and finds its mistakes: https://platform.openai.com/docs/guides/batch

import type { Model } from '../../billing/price-list.js';
import { isObject, parseJson } from '../../http/json.js';
import type { JsonObject } from '../../http/json.js';
import { batchMistakesMax, openAiBatchLinesMax } from '../../limits.js';
import type { ItemOrder, ItemWire } from '../dialect.js';

export interface BatchMistake {
  code: string;
  message: string;
  param: string | null;
  /** Counted from 1; null for the file as a whole. */
  line: number | null;
}

export interface BatchLines {
  items: readonly ItemOrder[];
  /** Empty for a file that can be run. */
  mistakes: readonly BatchMistake[];
  /** The one that all lines name. */
  model: string | undefined;
}

export interface LineRules {
  endpoint: string;
  wire: ItemWire;
  kind: Model['kind'];
  sells(model: string, kind: Model['kind']): boolean;
}

export function readBatchLines(text: string, rules: LineRules): BatchLines {
  const items: ItemOrder[] = [];
  const mistakes: BatchMistake[] = [];
  const ids = new Set<string>();
  let model: string | undefined;
  for (const [index, written] of text.split('\n').entries()) {
    if (written.trim() === '') continue;
    const mistake = (code: string, param: string | null, message: string): void => void mistakes.push({ code, message, param, line: index + 1 });
    const line = parseJson(written);
    if (!isObject(line)) mistake('invalid_json_line', null, 'This line is not parseable as valid JSON.');
    else {
      const { body, customId } = checkLine(line, rules, mistake);
      if (customId !== undefined && ids.has(customId)) mistake('duplicate_custom_id', 'custom_id', `The custom_id '${customId}' for this request is a duplicate of another request. The custom_id parameter must be unique for each request in a batch.`);
      if (customId !== undefined) ids.add(customId);
      const named = body?.['model'];
      if (typeof named === 'string') {
        model ??= named;
        if (named !== model) mistake('mismatched_model', 'body.model', `The model '${named}' for this request does not match the rest of the batch. Each batch must contain requests for a single model.`);
        else if (!rules.sells(named, rules.kind)) mistake('model_not_found', 'body.model', `The provided model '${named}' is not supported by the Batch API.`);
      }
      items.push({ customId, wire: rules.wire, body: body ?? {} });
    }
  }
  return { items, model, mistakes: [...mistakesOfFile(items.length + mistakes.length, items.length), ...mistakes].slice(0, batchMistakesMax) };
}

function checkLine(line: JsonObject, { endpoint }: LineRules, mistake: (code: string, param: string, message: string) => void): { body: JsonObject | undefined; customId: string | undefined } {
  const { custom_id: customId, method, url, body } = line;
  const missing = (param: string): void => mistake('missing_required_parameter', param, `Missing required parameter: '${param}'.`);
  if (typeof customId !== 'string' || customId === '') missing('custom_id');
  if (method === undefined) missing('method');
  else if (method !== 'POST') mistake('invalid_method', 'method', 'The HTTP method provided for this request is not supported. Only POST is.');
  if (url === undefined) missing('url');
  else if (url !== endpoint) mistake('invalid_url', 'url', 'The URL provided for this request does not match the batch endpoint.');
  if (!isObject(body)) missing('body');
  else if (typeof body['model'] !== 'string') missing('body.model');
  return { body: isObject(body) ? body : undefined, customId: typeof customId === 'string' && customId !== '' ? customId : undefined };
}

function mistakesOfFile(lines: number, requests: number): BatchMistake[] {
  if (lines === 0) return [{ code: 'empty_file', message: 'The input file is empty. Please ensure that the batch contains at least one request.', param: null, line: null }];
  if (requests > openAiBatchLinesMax) return [{ code: 'too_many_tasks', message: `The input file has ${requests} requests. A batch may contain at most ${openAiBatchLinesMax}.`, param: null, line: null }];
  return [];
}
