// How Clarifai is tested: the sandbox's dialect of the same name, and its own SDK for REST as the oracle.
import type { ProviderConformance } from '../../testing/conformance.js';
import { callClarifai, lookByClarifai } from './sdk.js';

export const conformance: ProviderConformance = {
  models: { analysis: 'general-image-recognition' },
  look: lookByClarifai,
  sdk: callClarifai,
};
