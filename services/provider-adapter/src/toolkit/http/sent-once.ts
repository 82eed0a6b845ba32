// What an SDK fetches is sent once, like a paid call: over HTTP/2 the standard lets a client repeat a stream that its peer
// refused, and undici does.
import type { Dispatcher } from 'undici';
import { sentAgain } from './network-failure.js';

/** An interceptor of undici. */
export function sentOnce(dispatch: Dispatcher['dispatch']): Dispatcher['dispatch'] {
  return (options, handler) => dispatch(options, starting(handler));
}

function starting(handler: Dispatcher.DispatchHandler): Dispatcher.DispatchHandler {
  let isStarted = false;
  return {
    onRequestStart(controller, context) {
      if (isStarted) return controller.abort(sentAgain());
      isStarted = true;
      handler.onRequestStart?.(controller, context);
    },
    onRequestUpgrade: (...upgrade) => handler.onRequestUpgrade?.(...upgrade),
    onResponseStart: (...response) => handler.onResponseStart?.(...response),
    onResponseData: (...data) => handler.onResponseData?.(...data),
    onResponseEnd: (...end) => handler.onResponseEnd?.(...end),
    onResponseError: (...failure) => handler.onResponseError?.(...failure),
  };
}
