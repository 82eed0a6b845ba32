// What an SDK fetches is held to the promises of a paid call. It is sent once: over HTTP/2 the standard lets a client repeat a
// stream that its peer refused, and undici does. Stopped, it is reset; and what was cut is no answer.
import { errors, type Dispatcher } from 'undici';
import { sentAgain } from './network-failure.js';
import { expectStream, type VendorStream } from './vendor-stream.js';

/** An interceptor of undici. */
export function sentOnce(dispatch: Dispatcher['dispatch']): Dispatcher['dispatch'] {
  return (options, handler) => dispatch(options, starting(handler, options.path));
}

function starting(handler: Dispatcher.DispatchHandler, path: string): Dispatcher.DispatchHandler {
  let isStarted = false;
  let stream: VendorStream | undefined;
  return {
    onRequestStart(controller, context) {
      if (isStarted) return controller.abort(sentAgain());
      isStarted = true;
      expectStream(path, (opened) => (stream = opened));
      handler.onRequestStart?.(controller, context);
    },
    onRequestUpgrade: (...upgrade) => handler.onRequestUpgrade?.(...upgrade),
    onResponseStart: (...response) => handler.onResponseStart?.(...response),
    onResponseData: (...data) => handler.onResponseData?.(...data),
    onResponseEnd(controller, trailers) {
      if (stream?.isEndedByVendor === false) return handler.onResponseError?.(controller, new errors.SocketError('HTTP/2: the answer was cut'));
      stream?.reset();
      handler.onResponseEnd?.(controller, trailers);
    },
    onResponseError(controller, error) {
      stream?.resetAndProbe();
      handler.onResponseError?.(controller, error);
    },
  };
}
