// Clarifai's models for pictures, by REST.
import { badPicture } from './bad-picture.js';
import { badRequest } from './bad-request.js';
import { byAddress } from './by-address.js';
import { detector } from './detector.js';
import { internal } from './internal.js';
import { keyRefused } from './key-refused.js';
import { keyWithoutScope } from './key-without-scope.js';
import { labels } from './labels.js';
import { mixed } from './mixed.js';
import { modelLoading } from './model-loading.js';
import { modelNotFound } from './model-not-found.js';
import { monthUsedUp } from './month-used-up.js';
import { nothingSeen } from './nothing-seen.js';
import { nsfw } from './nsfw.js';
import { oneVersion } from './one-version.js';
import { rateLimited } from './rate-limited.js';
import { severalPictures } from './several-pictures.js';

export const clarifai = [
  labels,
  byAddress,
  severalPictures,
  nsfw,
  detector,
  oneVersion,
  nothingSeen,
  mixed,
  badPicture,
  rateLimited,
  monthUsedUp,
  keyRefused,
  keyWithoutScope,
  modelNotFound,
  modelLoading,
  badRequest,
  internal,
];
