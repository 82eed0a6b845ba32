// Makes attempts and keeps count of those under way.
import type { AttemptReport } from '@switchyard/proto/provider/v1/attempt';
import { AppError, Reason } from '@switchyard/common/errors';
import { currentTraceparent } from '@switchyard/common/telemetry';
import type { Provider, ProviderContext } from '../adapter/provider.js';
import { VendorFailure } from '../adapter/vendor-failure.js';
import { Attempt } from './attempt.js';
import type { OrderedCall } from './calls/call.js';
import type { AttemptClock, AttemptEvents, AttemptJournal, CatalogReader, CredentialPurpose, CredentialReader, OpenFetch, OpenWire, Secret } from './ports.js';
import { refuseRepeated } from './refuse-repeated.js';
import { reportOfFailure } from './report.js';
import { accountOf, routeOf, secretOf, type Route } from './resolve-route.js';
import { SpokenSecrets } from './spoken-secrets.js';
import { timesOf } from './times.js';

export interface AttemptsOptions {
  readonly providers: readonly Provider[];
  readonly catalog: CatalogReader;
  readonly credentials: CredentialReader;
  readonly journal: AttemptJournal;
  readonly openWire: OpenWire;
  readonly openFetch: OpenFetch;
  readonly events: AttemptEvents;
  readonly clock: AttemptClock;
}

/** Either an attempt under way, or the report of one that never left. */
export type Begun = { readonly kind: 'running'; readonly attempt: Attempt } | { readonly kind: 'refused'; readonly report: AttemptReport };

export class Attempts {
  readonly #options: AttemptsOptions;
  readonly #providers: ReadonlyMap<string, Provider>;
  readonly #running = new Set<Attempt>();
  #isClosed = false;

  constructor(options: AttemptsOptions) {
    this.#options = options;
    this.#providers = new Map(options.providers.map((provider) => [provider.id, provider]));
  }

  get runningCount(): number {
    return this.#running.size;
  }

  /** Attempts that nobody waits for any more, read on for their usage. */
  get drainingCount(): number {
    return [...this.#running].filter(({ isCancelled }) => isCancelled).length;
  }

  /**
   * Throws AppError before anything left: DUPLICATE_ATTEMPT, STALE_REVISION, UNKNOWN_PROVIDER,
   * SECRET_UNAVAILABLE, JOURNAL_FULL, DRAINING. What the provider or its key is to blame for is data.
   */
  async begin(call: OrderedCall, { purpose }: { purpose: CredentialPurpose }): Promise<Begun> {
    const { terms, timers, isStream } = call;
    refuseRepeated(this.#options.journal, [terms]);
    const { catalog, credentials, openWire } = this.#options;
    await catalog.reach(terms.catalogRevision);
    const route = routeOf(catalog, this.#providers, terms.provider);
    try {
      const secret = await secretOf(route, credentials, { credentialId: terms.credentialId, purpose });
      const wire = openWire({ baseUrl: route.baseUrl, allowsPrivate: route.row.allowPrivate, attemptId: terms.attemptId, timers: timesOf(timers, isStream) });
      return { kind: 'running', attempt: this.#start({ call, route, secret, wire }) };
    } catch (error) {
      if (error instanceof VendorFailure) return { kind: 'refused', report: reportOfFailure(error.fields) };
      throw error;
    }
  }

  /** Waits for all attempts under way. */
  async drain(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#running].map((attempt) => attempt.done));
  }

  /** Ends what is still under way; each writes its fact. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const left = [...this.#running];
    for (const attempt of left) attempt.stop();
    await Promise.all(left.map((attempt) => attempt.done));
  }

  // From here to the first byte nothing waits, so that two calls with one id cannot both pass.
  #start({ call, route, secret, wire }: Start): Attempt {
    const { catalog, credentials, journal, openFetch, events, clock } = this.#options;
    const { terms } = call;
    if (this.#isClosed) throw new AppError(Reason.DRAINING, 'This adapter is shutting down.', { nextStep: 'Send the attempt to another one.' });
    refuseRepeated(journal, [terms]);
    const model = catalog.model(terms.model);
    const entry = journal.started(terms, currentTraceparent());
    const observer = events.started({ terms, baseUrl: route.baseUrl });
    const spoken = new SpokenSecrets();
    const attempt = new Attempt({
      terms,
      provider: route.provider,
      isStream: call.isStream,
      expected: call.expected,
      redact: (text) => spoken.redact(text),
      cancelStopsBilling: (model?.cancelStopsBilling || route.provider.cancelStopsBilling) === 'yes',
      rating: { priceVersion: () => catalog.priceVersion(terms.priceVersion), rating: { serviceTier: terms.serviceTier || undefined, region: terms.region || undefined } },
      wire,
      steps: (fold) => {
        const account = accountOf(route, { secret, remember: (value) => spoken.remember(value), openFetch });
        const context: ProviderContext = { ...account, post: (post) => wire.post(post), warn: (sentence) => fold.warn(sentence) };
        return call.steps(route.provider, { model, context });
      },
      entry,
      journal,
      events,
      observer,
      clock,
    });
    this.#running.add(attempt);
    void attempt.done.then((report) => {
      this.#running.delete(attempt);
      // The router decides about another key; here only the refused value goes.
      if (secret !== undefined && report.httpStatus === 401) credentials.refused(secret);
    });
    return attempt;
  }
}

interface Start {
  readonly call: OrderedCall;
  readonly route: Route;
  readonly secret: Secret | undefined;
  readonly wire: ReturnType<OpenWire>;
}

