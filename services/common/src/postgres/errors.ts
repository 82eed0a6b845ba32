// Which failures of Postgres pass by themselves. SQLSTATEs: https://www.postgresql.org/docs/current/errcodes-appendix.html

/** Classes whose every code means the server or the way to it, and not the statement. */
const TRANSIENT_CLASSES: ReadonlySet<string> = new Set([
  '08', // connection exceptions
  '53', // out of disk, memory or connections
  '58', // I/O errors outside of Postgres
]);

const TRANSIENT_STATES: ReadonlySet<string> = new Set([
  '40001', // serialization failure
  '40P01', // deadlock
  '55P03', // lock not available in time
  '57014', // statement timeout, or cancelled by an administrator
  '57P01', // shut down by an administrator
  '57P02', // crashed, and recovering
  '57P03', // starting up, or shutting down
  '57P05', // idle session timeout
  '25P03', // idle in transaction timeout
  '25006', // read-only: the pool still knows a primary that has been demoted
]);

const TRANSIENT_NETWORK: ReadonlySet<string> = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN',
]);

/** pg has no codes for these. */
const TRANSIENT_MESSAGES: readonly RegExp[] = [
  /^Connection terminated/,
  /^timeout exceeded when trying to connect/,
  /^timeout expired/,
  /^Query read timeout/,
  /^Client has encountered a connection error and is not queryable/,
  /^Client was closed and is not queryable/,
  /^Cannot use a client after/,
];

/** Causes nest, and an error made of errors (two addresses of one host) holds some more; deeper than this is a cycle. */
const DEPTH_MAX = 5;

/**
 * True if the same statement can succeed later without anybody changing it: the connection was lost, the server is
 * starting, another transaction was in the way. Whether the failed statement took effect is another question: after a
 * lost connection during a commit nobody knows, so repeat only what is idempotent.
 */
export function isTransient(error: unknown): boolean {
  return errorsWithin(error).some((one) => {
    const code = codeOf(one);
    if (code === undefined) return TRANSIENT_MESSAGES.some((pattern) => pattern.test(messageOf(one)));
    return TRANSIENT_NETWORK.has(code) || TRANSIENT_STATES.has(code) || (isSqlState(code) && TRANSIENT_CLASSES.has(code.slice(0, 2)));
  });
}

/** Two transactions were in each other's way: the whole transaction was undone and may be run again. */
export function isConflict(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state === '40001' || state === '40P01';
}

/** With `constraint`, only a violation of that one. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  return errorsWithin(error).some((one) => codeOf(one) === '23505' && (constraint === undefined || (one as { constraint?: unknown }).constraint === constraint));
}

/** The SQLSTATE of an error that came from Postgres, else undefined. */
export function sqlStateOf(error: unknown): string | undefined {
  return errorsWithin(error).map(codeOf).find((code) => code !== undefined && isSqlState(code));
}

/** All SQLSTATEs have five characters; so has EPIPE, which is not one. */
function isSqlState(code: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code) && !TRANSIENT_NETWORK.has(code);
}

function errorsWithin(error: unknown, depth = 0): object[] {
  if (typeof error !== 'object' || error === null || depth > DEPTH_MAX) return [];
  const { cause, errors } = error as { cause?: unknown; errors?: unknown };
  const inner = Array.isArray(errors) ? errors : [];
  return [error, ...[cause, ...inner].flatMap((one) => errorsWithin(one, depth + 1))];
}

function codeOf(error: object): string | undefined {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

function messageOf(error: object): string {
  return String((error as { message?: unknown }).message ?? '');
}
