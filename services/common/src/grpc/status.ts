// Errors on the wire: AppError <-> google.rpc.Status in grpc-status-details-bin (https://google.aip.dev/193).
// The sole place that maps errors to gRPC statuses.
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { anyPack, anyUnpack, durationFromMs } from '@bufbuild/protobuf/wkt';
import { Metadata, status as grpcStatus, type ServiceError, type StatusObject } from '@grpc/grpc-js';
import { ErrorDetailSchema } from '@switchyard/proto/common/v1/error';
import { Reason } from '@switchyard/proto/common/v1/reason';
import { BadRequestSchema, ErrorInfoSchema, RetryInfoSchema } from '@switchyard/proto/google/rpc/error_details';
import { StatusSchema } from '@switchyard/proto/google/rpc/status';
import { AppError, codeName, codeNumbers, toAppError } from '../errors/index.js';

const detailsKey = 'grpc-status-details-bin';

/** The gRPC status of any error; foreign errors become INTERNAL with a fixed sentence. */
export function toStatus(error: unknown): Partial<StatusObject> & { code: number; details: string } {
  const known = toAppError(error);
  const metadata = new Metadata();
  const code = codeNumbers[known.code];
  try {
    const packed = create(StatusSchema, { code, message: known.message, details: details(known) });
    metadata.set(detailsKey, Buffer.from(toBinary(StatusSchema, packed)));
  } catch {
    // A detail that cannot be encoded must not keep the caller from its answer: the bare status goes out.
  }
  return { code, details: known.message, metadata };
}

/** The AppError of a gRPC status; statuses that are not ours get the nearest reason. */
export function fromServiceError(error: ServiceError): AppError {
  const raw = error.metadata?.get(detailsKey)[0];
  if (Buffer.isBuffer(raw)) {
    const detail = readDetail(raw);
    if (detail !== undefined) return detail;
  }
  return new AppError(reasonOfBareStatus(error), error.details || error.message, { code: codeName(error.code), cause: error });
}

function details(error: AppError) {
  const options = error.options;
  const packed = [
    anyPack(ErrorInfoSchema, create(ErrorInfoSchema, { reason: Reason[error.reason], domain: 'switchyard' })),
    anyPack(
      ErrorDetailSchema,
      create(ErrorDetailSchema, {
        reason: error.reason,
        category: error.category,
        field: options.field ?? '',
        nextStep: options.nextStep ?? '',
        requestId: options.requestId ?? '',
        attempts: [...(options.attempts ?? [])],
        usage: options.usage,
        costPicousd: options.costPicoUsd,
        retryAfterMs: options.retryAfterMs === undefined ? undefined : BigInt(Math.ceil(options.retryAfterMs)),
        exclusions: [...(options.exclusions ?? [])],
        warnings: [...(options.warnings ?? [])],
      }),
    ),
  ];
  if (options.field !== undefined) {
    const violation = { field: options.field, description: error.message };
    packed.push(anyPack(BadRequestSchema, create(BadRequestSchema, { fieldViolations: [violation] })));
  }
  if (options.retryAfterMs !== undefined) {
    packed.push(anyPack(RetryInfoSchema, create(RetryInfoSchema, { retryDelay: durationFromMs(Math.ceil(options.retryAfterMs)) })));
  }
  return packed;
}

function readDetail(raw: Buffer): AppError | undefined {
  try {
    const status = fromBinary(StatusSchema, raw);
    for (const any of status.details) {
      const detail = anyUnpack(any, ErrorDetailSchema);
      if (detail === undefined) continue;
      return new AppError(detail.reason, status.message, {
        code: codeName(status.code),
        field: detail.field || undefined,
        nextStep: detail.nextStep || undefined,
        requestId: detail.requestId || undefined,
        attempts: detail.attempts,
        usage: detail.usage,
        costPicoUsd: detail.costPicousd,
        retryAfterMs: detail.retryAfterMs === undefined ? undefined : Number(detail.retryAfterMs),
        exclusions: detail.exclusions,
        warnings: detail.warnings,
      });
    }
  } catch {
    // Details that cannot be read are as good as none: the bare code still says the most important thing.
  }
  return undefined;
}

// A request that is too large is refused before it leaves. An answer that is too large was made, and may be billed, before anybody measured it.
const tooLargeToSend = /^Attempted to send message/;

// What grpc-js says when it gave up before a call could leave; after anything else the peer may have seen it.
// Load balancing policies put their name in front.
const neverLeft = /^(\w+: )?(No connection established|Name resolution failed|Resolver has not|The channel has been closed)/;

function reasonOfBareStatus({ code, details }: ServiceError): Reason {
  switch (code) {
    case grpcStatus.CANCELLED:
      return Reason.CANCELLED;
    case grpcStatus.DEADLINE_EXCEEDED:
      return Reason.DEADLINE_EXCEEDED;
    case grpcStatus.UNAUTHENTICATED:
      return Reason.UNAUTHENTICATED;
    case grpcStatus.PERMISSION_DENIED:
      return Reason.PERMISSION_DENIED;
    case grpcStatus.UNIMPLEMENTED:
      return Reason.FEATURE_NOT_BUILT;
    case grpcStatus.RESOURCE_EXHAUSTED:
      return tooLargeToSend.test(details) ? Reason.MESSAGE_TOO_LARGE : Reason.OUTCOME_UNKNOWN;
    case grpcStatus.UNAVAILABLE:
      return neverLeft.test(details) ? Reason.STORE_UNAVAILABLE : Reason.OUTCOME_UNKNOWN;
    default:
      return Reason.OUTCOME_UNKNOWN;
  }
}
