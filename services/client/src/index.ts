// The typed client of Switchyard: answers, streams and explanations over gRPC, with deadlines and cancellation.
export { AppError as SwitchyardError, isAppError as isSwitchyardError, Reason } from '@switchyard/common/errors';
export { createClient, type ClientOptions, type SwitchyardClient } from './client.js';
export type { CallSettings } from './call-settings.js';
export { userMessage, systemMessage } from './messages.js';
export type { GenerateRequest, GenerateResponse, GenerateStreamResponse } from '@switchyard/proto/router/v1/generate';
export type { ExplainResponse } from '@switchyard/proto/router/v1/router_service';
