// What a provider says that it sells.
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { AppError, Reason, isAppError } from '@switchyard/common/errors';
import type { ListedModel, Provider } from '../adapter/provider.js';
import { VendorFailure } from '../adapter/vendor-failure.js';
import { listModelsMs } from '../limits.js';
import type { CatalogReader, CredentialReader, OpenFetch } from './ports.js';
import { accountOf, routeOf, secretOf } from './resolve-route.js';

export interface ModelListsOptions {
  readonly providers: readonly Provider[];
  readonly catalog: CatalogReader;
  readonly credentials: CredentialReader;
  readonly openFetch: OpenFetch;
}

export class ModelLists {
  readonly #options: ModelListsOptions;
  readonly #providers: ReadonlyMap<string, Provider>;

  constructor(options: ModelListsOptions) {
    this.#options = options;
    this.#providers = new Map(options.providers.map((provider) => [provider.id, provider]));
  }

  /**
   * In the provider's order. Throws UNKNOWN_PROVIDER; FEATURE_NOT_BUILT for a vendor that has no list; or PROVIDER_CREDENTIAL,
   * PROVIDER_OVERLOADED and PROVIDER_NETWORK for what the provider is to blame for.
   */
  async of(providerId: string): Promise<readonly ListedModel[]> {
    const { catalog, credentials, openFetch } = this.#options;
    const route = routeOf(catalog, this.#providers, providerId);
    try {
      const secret = await secretOf(route, credentials, { credentialId: route.row.credentials[0] ?? '', purpose: 'models' });
      const { fetch, baseUrl } = openFetch({ baseUrl: route.baseUrl, allowsPrivate: route.row.allowPrivate });
      // Of a list's failure no words of the vendor are told, so nothing is kept to be taken out of them.
      return await route.provider.listModels({ ...accountOf(route, { secret, remember: (value) => value, openFetch }), baseUrl, fetch, timeoutMs: listModelsMs });
    } catch (error) {
      throw listErrorOf(providerId, error);
    }
  }
}

function listErrorOf(providerId: string, error: unknown): AppError {
  if (isAppError(error)) return error;
  const order = error instanceof VendorFailure && error.fields.origin === 'order' && error.fields.errorClass === ErrorClass.CALLER;
  if (order) return new AppError(Reason.FEATURE_NOT_BUILT, error.message, { cause: error, nextStep: "Take the names of its models from the vendor's own page." });
  // All three SDKs put the status on their errors, under one of two names.
  const { status, status_code: statusCode } = error as { status?: unknown; status_code?: unknown };
  const answered = status ?? statusCode;
  const isKey = answered === 401 || answered === 403 || (error instanceof VendorFailure && error.fields.errorClass === ErrorClass.CREDENTIAL);
  const reason = isKey ? Reason.PROVIDER_CREDENTIAL : typeof answered === 'number' && answered >= 500 ? Reason.PROVIDER_OVERLOADED : Reason.PROVIDER_NETWORK;
  const how = error instanceof VendorFailure ? error.message : typeof answered === 'number' ? `it answered ${answered}` : 'it cannot be reached or does not answer as it should';
  // The SDK's own words may repeat the key.
  return new AppError(reason, `Provider ${providerId} did not tell its models: ${how}.`, { cause: error, nextStep: 'Check its base URL and its key.' });
}
