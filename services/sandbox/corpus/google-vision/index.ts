// Cloud Vision, by images:annotate.
import { addressNotFetched } from './address-not-fetched.js';
import { badPicture } from './bad-picture.js';
import { badRequest } from './bad-request.js';
import { byAddress } from './by-address.js';
import { internal } from './internal.js';
import { keyRefused } from './key-refused.js';
import { labels } from './labels.js';
import { landmarks } from './landmarks.js';
import { logos } from './logos.js';
import { nothingSeen } from './nothing-seen.js';
import { objects } from './objects.js';
import { overloaded } from './overloaded.js';
import { quotaExhausted } from './quota-exhausted.js';
import { rateLimited } from './rate-limited.js';
import { safeSearch } from './safe-search.js';
import { serviceDisabled } from './service-disabled.js';
import { severalPictures } from './several-pictures.js';
import { tokenRefused } from './token-refused.js';

export const googleVision = [
  labels,
  byAddress,
  severalPictures,
  nothingSeen,
  objects,
  landmarks,
  logos,
  safeSearch,
  badPicture,
  addressNotFetched,
  rateLimited,
  quotaExhausted,
  keyRefused,
  tokenRefused,
  serviceDisabled,
  badRequest,
  overloaded,
  internal,
];
