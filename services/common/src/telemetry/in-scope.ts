// Runs a stream inside a context: an async generator otherwise takes on the context of whoever asks it for its next value.
import { context, type Context } from '@opentelemetry/api';

export async function* inScope<T>(frames: AsyncIterable<T>, scope: Context): AsyncGenerator<T> {
  const iterator = frames[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await context.with(scope, iterator.next, iterator);
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await context.with(scope, async () => iterator.return?.());
  }
}
