// The project has not switched the service on, or its billing.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read, reasonOf } from './parts.js';

export const serviceDisabled: Exchange = {
  name: 'service-disabled',
  source: pages.service,
  read,
  request: anyRequest,
  response: fails({ code: 403, message: 'Cloud Vision is not switched on in this project.', status: 'PERMISSION_DENIED', details: [reasonOf('SERVICE_DISABLED', { service: 'vision.googleapis.com', consumer: 'projects/123456789012' })] }),
  expected: { kind: 'failure', errorClass: 'CREDENTIAL' },
};
