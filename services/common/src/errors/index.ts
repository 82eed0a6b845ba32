// Errors: one type, one list of reasons, one way to recognise them.
export { ErrorCategory, Reason } from '@switchyard/proto/common/v1/reason';
export { AppError, isAppError, type AppErrorOptions } from './app-error.js';
export { codeName, codeNumbers, type Code } from './codes.js';
export { toAppError } from './internal.js';
export { reasonMeanings } from './reasons.js';
export { nearest } from './nearest.js';
export { httpStatusOf } from './http-status.js';
