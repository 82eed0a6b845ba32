// RPCs over the console's gateway: JSON over HTTP, so that one address and one key reach every service.
import { create, fromJson, toJson, type DescMethod, type DescService, type JsonValue } from '@bufbuild/protobuf';
import { AppError, isAppError, Reason, type Code } from '@switchyard/common/errors';
import type { CallOptions, Transport } from '@switchyard/common/grpc';

export function gatewayTransport({ address, key }: { address: string; key: string }): Transport {
  const post = async (method: DescMethod, request: unknown, options: CallOptions): Promise<Response> => {
    const url = `${address}/rpc/${(method.parent as DescService).typeName}/${method.name}`;
    const body = JSON.stringify(toJson(method.input, create(method.input, request as never)));
    const signal = options.timeoutMs === undefined ? options.signal : AbortSignal.any([AbortSignal.timeout(options.timeoutMs), ...(options.signal === undefined ? [] : [options.signal])]);
    let response: Response;
    try {
      response = await fetch(url, { method: 'POST', body, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, ...(signal === undefined ? {} : { signal }) });
    } catch (error) {
      throw new AppError(Reason.STORE_UNAVAILABLE, `${address} does not answer.`, { cause: error, nextStep: 'Check the address, and whether Switchyard runs there.' });
    }
    if (!response.ok) throw toError(await response.text());
    return response;
  };
  return {
    async unary(method, request, options) {
      const text = await (await post(method, request, options)).text();
      try {
        return fromJson(method.output, JSON.parse(text) as JsonValue);
      } catch {
        throw notAConsole(text);
      }
    },
    async *stream(method, request, options) {
      const response = await post(method, request, options);
      try {
        for await (const line of lines(response)) {
          const value = JSON.parse(line) as { error?: unknown };
          if (value.error !== undefined) throw toError(line);
          yield fromJson(method.output, value as JsonValue);
        }
      } catch (error) {
        if (isAppError(error)) throw error;
        throw new AppError(Reason.TRUNCATED, `The answer of ${address} broke off.`, { cause: error, nextStep: 'What came before is not the whole of it. Run it again.' });
      }
    },
    close() {},
  };
}

async function* lines(response: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of response.body ?? []) {
    const parts = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    yield* parts.filter((part) => part !== '');
  }
  if (rest !== '') yield rest;
}

interface ErrorBody {
  readonly error: { code?: string; reason?: string; message?: string; next_step?: string; field?: string; request_id?: string };
}

function toError(text: string): AppError {
  try {
    const { error } = JSON.parse(text) as ErrorBody;
    const reason = Reason[(error.reason ?? '').toUpperCase() as keyof typeof Reason] ?? Reason.INTERNAL;
    return new AppError(reason, error.message ?? text, { code: (error.code ?? 'UNKNOWN') as Code, nextStep: error.next_step, field: error.field, requestId: error.request_id });
  } catch {
    return notAConsole(text);
  }
}

function notAConsole(text: string): AppError {
  return new AppError(Reason.INTERNAL, `The answer was not from a Switchyard console: ${text.slice(0, 200)}`, { nextStep: "SWITCHYARD_ADDRESS must be a console's URL." });
}
