// What Cloud Vision's exchanges have in common: addresses, headers and the words of its errors.
//
// Bodies are proto3 JSON of google.cloud.vision.v1.BatchAnnotateImagesRequest and …Response; a test holds every one of
// them to the protos that the vendor publishes with @google-cloud/vision.
import type { ExchangeRequest, ExchangeResponse } from '../exchange.js';

export const pages = {
  annotate: 'https://cloud.google.com/vision/docs/reference/rest/v1/images/annotate',
  response: 'https://cloud.google.com/vision/docs/reference/rest/v1/AnnotateImageResponse',
  labels: 'https://cloud.google.com/vision/docs/labels',
  objects: 'https://cloud.google.com/vision/docs/object-localizer',
  landmarks: 'https://cloud.google.com/vision/docs/detecting-landmarks',
  logos: 'https://cloud.google.com/vision/docs/detecting-logos',
  safeSearch: 'https://cloud.google.com/vision/docs/detecting-safe-search',
  limits: 'https://cloud.google.com/vision/quotas',
  errors: 'https://google.aip.dev/193',
  service: 'https://cloud.google.com/service-infrastructure/docs/service-management/reference/rpc/google.api#google.api.ErrorReason',
} as const;

export const read = '2026-11-21';

type Picture = { readonly content: string } | { readonly source: { readonly imageUri: string } };

export interface Asked {
  readonly feature: 'LABEL_DETECTION' | 'OBJECT_LOCALIZATION' | 'LANDMARK_DETECTION' | 'LOGO_DETECTION' | 'SAFE_SEARCH_DETECTION';
  readonly pictures?: readonly Picture[];
  readonly most?: number;
}

/** A picture of one point. */
export const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export function post({ feature, pictures = [{ content: pixel }], most }: Asked): ExchangeRequest {
  const features = [{ type: feature, ...(most === undefined ? {} : { maxResults: most }) }];
  return {
    method: 'POST',
    path: '/v1/images:annotate',
    headers: { 'x-goog-api-key': 'AIza-corpus', 'content-type': 'application/json' },
    body: { requests: pictures.map((image) => ({ image, features })) },
    model: feature.toLowerCase().replaceAll('_', '-'),
    isStream: false,
    task: { kind: 'image_analysis', count: pictures.length },
  };
}

const ofJson = { vary: 'Origin, X-Origin, Referer', server: 'ESF', 'content-type': 'application/json; charset=UTF-8' };

export function sees(...responses: readonly object[]): ExchangeResponse {
  return { status: 200, headers: ofJson, kind: 'json', body: { responses } };
}

export interface GoogleError {
  readonly code: number;
  readonly message: string;
  /** A code of https://google.aip.dev/193 */
  readonly status: string;
  readonly details?: readonly ({ readonly '@type': string } & Readonly<Record<string, unknown>>)[];
}

export function fails(error: GoogleError, headers: Readonly<Record<string, string>> = {}): ExchangeResponse {
  return { status: error.code, headers: { ...ofJson, ...headers }, kind: 'json', body: { error } };
}

export function reasonOf(reason: string, metadata: Readonly<Record<string, string>> = { service: 'vision.googleapis.com' }) {
  return { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'googleapis.com', metadata };
}

export const anyRequest = post({ feature: 'LABEL_DETECTION' });
