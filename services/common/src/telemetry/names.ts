// The names of the GenAI conventions and of our own attributes, so that a convention can change in one place
// (https://opentelemetry.io/docs/specs/semconv/gen-ai/).

export const names = {
  operation: 'gen_ai.operation.name',
  provider: 'gen_ai.provider.name',
  requestModel: 'gen_ai.request.model',
  responseModel: 'gen_ai.response.model',
  finishReasons: 'gen_ai.response.finish_reasons',
  inputTokens: 'gen_ai.usage.input_tokens',
  outputTokens: 'gen_ai.usage.output_tokens',
  errorType: 'error.type',
  requestId: 'switchyard.request.id',
  attemptId: 'switchyard.attempt.id',
  attemptNumber: 'switchyard.attempt.number',
  attemptOutcome: 'switchyard.attempt.outcome',
  routeStrategy: 'switchyard.route.strategy',
  routeDecision: 'switchyard.route.decision',
  holdId: 'switchyard.hold.id',
  priceVersion: 'switchyard.price.version',
  costPicoUsd: 'switchyard.cost.picousd',
  tenant: 'switchyard.tenant',
} as const;
