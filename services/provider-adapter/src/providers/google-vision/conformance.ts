// How Cloud Vision is tested: the sandbox's dialect of the same name, and its own SDK by REST as the oracle.
import type { ProviderConformance } from '../../testing/conformance.js';
import { callGoogleVision, lookByGoogleVision } from './sdk.js';

export const conformance: ProviderConformance = {
  models: { analysis: 'label-detection' },
  look: lookByGoogleVision,
  sdk: callGoogleVision,
};
