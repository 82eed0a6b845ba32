// Posts an order and gives back an answer below 400, or throws what the vendor said instead.
import type { ProviderContext } from '../../adapter/provider.js';
import type { VendorPost, VendorResponse } from '../../adapter/vendor-http.js';
import { badOutput } from '../json/json.js';
import { answerFailure, type ReadVendorError } from './answer-failure.js';

export async function postOrder(context: ProviderContext, call: VendorPost, readError: ReadVendorError): Promise<VendorResponse> {
  const response = await context.post(call);
  if (response.status >= 400) throw await answerFailure(response, readError);
  // A redirect would carry the key to another address.
  if (response.status >= 300) throw badOutput(`The provider answered ${response.status}; redirects are not followed.`);
  return response;
}
