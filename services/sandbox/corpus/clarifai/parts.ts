// What Clarifai's exchanges have in common: addresses, headers and its status in every answer.
//
// Bodies are the JSON of clarifai.api.PostModelOutputsRequest and MultiOutputResponse, with the names of the protos; a test
// holds every one of them to the protos that the vendor publishes with clarifai-nodejs-grpc.
import type { ExchangeRequest, ExchangeResponse, ExpectedFailure } from '../exchange.js';

export const pages = {
  outputs: 'https://docs.clarifai.com/resources/api-overview/api-outputs',
  predict: 'https://docs.clarifai.com/api-guide/predict/images',
  parameters: 'https://docs.clarifai.com/api-guide/predict/prediction-parameters',
  codes: 'https://docs.clarifai.com/resources/api-overview/status-codes',
  protos: 'https://github.com/Clarifai/clarifai-grpc/blob/master/proto/clarifai/api/resources.proto',
} as const;

export const read = '2026-11-21';

type Picture = { readonly url: string } | { readonly base64: string };

/** A picture of one point. */
export const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export interface Asked {
  /** Or one version of it: id/versions/version. */
  readonly model?: string;
  readonly pictures?: readonly Picture[];
  readonly most?: number;
}

export function post({ model = 'general-image-recognition', pictures = [{ base64: pixel }], most }: Asked = {}): ExchangeRequest {
  const inputs = pictures.map((image) => ({ data: { image } }));
  return {
    method: 'POST',
    path: `/v2/users/clarifai/apps/main/models/${model}/outputs`,
    headers: { authorization: 'Key corpus', 'content-type': 'application/json' },
    body: { inputs, ...(most === undefined ? {} : { model: { output_info: { output_config: { max_concepts: most } } } }) },
    model,
    isStream: false,
    task: { kind: 'image_analysis', count: pictures.length },
  };
}

export interface Status {
  /** Of clarifai.api.status.StatusCode. */
  readonly code: number;
  readonly description: string;
  readonly details?: string;
}

export const ok: Status = { code: 10_000, description: 'Ok' };
const requestId = '20c0e1f2a3b4d5968778695a4b3c2d1e';
const ofJson = { 'content-type': 'application/json', 'x-clarifai-request-id': requestId };

const kinds: Readonly<Record<string, string>> = { 'general-image-detection': 'visual-detector' };

/** What stands for a picture that came as bytes. */
const ofBytes = { url: 'https://samples.clarifai.com/placeholder.gif', base64: 'dHJ1ZQ==' };

interface Told {
  readonly model?: string;
  readonly status?: Status;
  /** Of the picture, when it has one. */
  readonly url?: string;
}

/** One output for each picture. */
export function outputOf(data: object, { model = 'general-image-recognition', status = ok, url }: Told = {}): object {
  return {
    id: 'a0c0e1f2a3b4d5968778695a4b3c2d1e',
    status,
    created_at: '2026-11-21T09:41:55.568082659Z',
    model: {
      id: model,
      name: 'Image Recognition',
      created_at: '2016-03-09T17:11:39.608845Z',
      modified_at: '2024-10-18T11:38:13.263412Z',
      app_id: 'main',
      model_version: { id: 'c0a1b2c3d4e5f60718293a4b5c6d7e8f', created_at: '2016-07-13T01:19:12.147644Z', status: { code: 21_100, description: 'Model is trained and ready' }, visibility: { gettable: 50 }, app_id: 'main', user_id: 'clarifai', metadata: {} },
      user_id: 'clarifai',
      model_type_id: kinds[model] ?? 'visual-classifier',
      visibility: { gettable: 50 },
      workflow_recommended: true,
    },
    input: { id: 'b1c0e1f2a3b4d5968778695a4b3c2d1f', data: { image: url === undefined ? ofBytes : { url } } },
    data,
  };
}

export function concept(name: string, value: number): object {
  return { id: `ai_${name.replaceAll(' ', '')}`, name, value, app_id: 'main' };
}

export function region(name: string, value: number): object {
  const box = { top_row: 0.42, left_col: 0.11, bottom_row: 0.78, right_col: 0.55 };
  return { id: `r${name}`, region_info: { bounding_box: box }, data: { concepts: [concept(name, value)] }, value };
}

export function answered(outputs: readonly object[], { status = ok, http = 200 }: { status?: Status; http?: number } = {}): ExchangeResponse {
  return { status: http, headers: ofJson, kind: 'json', body: { status: { ...status, req_id: requestId }, outputs } };
}

export function fails(http: number, status: Status, headers: Readonly<Record<string, string>> = {}): ExchangeResponse {
  return { status: http, headers: { ...ofJson, ...headers }, kind: 'json', body: { status: { ...status, req_id: requestId } } };
}

export function failure(errorClass: string): ExpectedFailure {
  return { kind: 'failure', errorClass };
}

export const anyRequest = post();
