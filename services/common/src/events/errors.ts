// Why a publish was not confirmed. The message may have been stored all the same.
export class EventPublishError extends Error {
  override readonly name = 'EventPublishError';
}
