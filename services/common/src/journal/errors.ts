// Why a journal refuses. Each is thrown before anything left the process, so the caller refuses
// its attempt before the call and does not count it against the route.

// No room is left, and nothing could be deleted to make some.
export class JournalFullError extends Error {
  override readonly name = 'JournalFullError';
}

// The disk refused, or had refused before: what it holds can no longer be trusted to grow.
export class JournalWriteError extends Error {
  override readonly name = 'JournalWriteError';
}

// Another process has the directory.
export class JournalLockedError extends Error {
  override readonly name = 'JournalLockedError';
}
