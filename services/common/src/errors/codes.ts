// The gRPC status codes by name (https://grpc.io/docs/guides/status-codes/), so that the domain needs no gRPC library.

export const codeNumbers = {
  CANCELLED: 1,
  UNKNOWN: 2,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  OUT_OF_RANGE: 11,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  DATA_LOSS: 15,
  UNAUTHENTICATED: 16,
} as const;

export type Code = keyof typeof codeNumbers;

/** The name of a code's number; UNKNOWN for numbers that gRPC does not have. */
export function codeName(number: number): Code {
  for (const [name, value] of Object.entries(codeNumbers)) {
    if (value === number) return name as Code;
  }
  return 'UNKNOWN';
}
