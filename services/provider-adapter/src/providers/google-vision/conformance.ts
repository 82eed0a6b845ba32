// How Cloud Vision is tested: the sandbox's dialect of the same name.
import type { ProviderConformance } from '../../testing/conformance.js';

export const conformance: ProviderConformance = {
  models: { analysis: 'label-detection' },
};
