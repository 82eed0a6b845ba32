// How Clarifai is tested: the sandbox's dialect of the same name. Its own packages for Node speak gRPC, or are no longer kept.
import type { ProviderConformance } from '../../testing/conformance.js';

export const conformance: ProviderConformance = {
  models: { analysis: 'general-image-recognition' },
};
