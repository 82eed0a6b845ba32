// POST /api/ai/generate: the body's names -> our request. Unknown names are refused.
import { create } from '@bufbuild/protobuf';
import { ChatParametersSchema, MessageSchema, Role, type Message } from '@switchyard/proto/common/v1/chat';
import { GenerateRequestSchema, Priority, type GenerateRequest } from '@switchyard/proto/router/v1/generate';
import { AppError, Reason } from '@switchyard/common/errors';

type Json = Readonly<Record<string, unknown>>;

const known: ReadonlySet<string> = new Set([
  'task_type', 'prompt', 'messages', 'context', 'assistant', 'feature', 'model', 'max_tokens', 'temperature', 'top_p', 'frequency_penalty', 'presence_penalty',
  'stop_sequences', 'stream', 'functions', 'images', 'priority', 'cost_limit', 'quality_requirement', 'speed_requirement', 'preferred_providers', 'excluded_models',
  'client_request_id', 'end_user', 'labels',
]);

const roles: Readonly<Record<string, Role>> = { system: Role.SYSTEM, user: Role.USER, assistant: Role.ASSISTANT, tool: Role.TOOL };
const priorities: Readonly<Record<string, Priority>> = { low: Priority.LOW, normal: Priority.NORMAL, high: Priority.HIGH, critical: Priority.CRITICAL };

/** Throws with the field's name. */
export function parseGenerate(value: unknown): GenerateRequest {
  const body = object(value, 'body');
  for (const name of Object.keys(body)) if (!known.has(name)) throw fault(name, 'this field is not known', 'Leave it out, or check its spelling.');
  const context = body['context'] === undefined ? {} : object(body['context'], 'context');
  if (body['stream'] === true) throw new AppError(Reason.FEATURE_NOT_BUILT, 'stream: this door answers whole.', { field: 'stream', nextStep: 'Stream through Router.GenerateStream or /v1/chat/completions.' });
  return create(GenerateRequestSchema, {
    taskType: text(body, 'task_type'),
    model: text(body, 'model'),
    feature: text(body, 'feature'),
    assistant: text(body, 'assistant'),
    systemPrompt: text(context, 'system_prompt'),
    messages: messages(body),
    parameters: create(ChatParametersSchema, {
      maxOutputTokens: number(body, 'max_tokens'),
      temperature: number(body, 'temperature'),
      topP: number(body, 'top_p'),
      frequencyPenalty: number(body, 'frequency_penalty'),
      presencePenalty: number(body, 'presence_penalty'),
      stop: texts(body, 'stop_sequences'),
      tools: list(body, 'functions').map((entry, index) => tool(object(entry, `functions[${index}]`), `functions[${index}]`)),
    }),
    requirements: {
      quality: number(body, 'quality_requirement'),
      speed: number(body, 'speed_requirement'),
      contextLength: number(context, 'context_length') === undefined ? undefined : BigInt(number(context, 'context_length') ?? 0),
      preferredProviders: texts(body, 'preferred_providers'),
      excludedModels: texts(body, 'excluded_models'),
    },
    priority: priority(body),
    costLimitUsd: amount(body, 'cost_limit'),
    clientRequestId: text(body, 'client_request_id'),
    endUser: text(body, 'end_user'),
    labels: body['labels'] === undefined ? {} : Object.fromEntries(Object.entries(object(body['labels'], 'labels')).map(([name, entry]) => [name, String(entry)])),
  });
}

function messages(body: Json): Message[] {
  const prompt = text(body, 'prompt');
  const given = list(body, 'messages').map((entry, index) => {
    const message = object(entry, `messages[${index}]`);
    const roleName = text(message, 'role');
    const role = Object.hasOwn(roles, roleName) ? roles[roleName] : undefined;
    if (role === undefined) throw fault(`messages[${index}].role`, 'it is not a role', 'Use system, user, assistant or tool.');
    const content = message['content'];
    if (typeof content !== 'string' || content === '') throw fault(`messages[${index}].content`, 'it is not a text', 'Send a string; images go in images.');
    return create(MessageSchema, { role, parts: [{ content: { case: 'text', value: content } }] });
  });
  if (prompt !== '') given.push(create(MessageSchema, { role: Role.USER, parts: [{ content: { case: 'text', value: prompt } }] }));
  const images = texts(body, 'images');
  if (images.length === 0) return given;
  const last = given.at(-1);
  if (last === undefined) throw fault('images', 'there is no message to put them in', 'Send a prompt too.');
  for (const url of images) last.parts.push(create(MessageSchema, { parts: [{ content: { case: 'image', value: { source: { case: 'url', value: url } } } }] }).parts[0] as never);
  return given;
}

function tool(value: Json, path: string) {
  const name = text(value, 'name');
  if (name === '') throw fault(`${path}.name`, 'it is empty', 'Name the function.');
  return { name, description: text(value, 'description'), parametersJson: value['parameters'] === undefined ? '' : JSON.stringify(value['parameters']) };
}

function priority(body: Json): Priority {
  const name = text(body, 'priority');
  if (name === '') return Priority.UNSPECIFIED;
  const found = Object.hasOwn(priorities, name) ? priorities[name] : undefined;
  if (found === undefined) throw fault('priority', `"${name}" is not a priority`, 'Use low, normal, high or critical.');
  return found;
}

function text(body: Json, name: string): string {
  const value = body[name];
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') throw fault(name, 'it is not a string', 'Send a string.');
  return value;
}

function number(body: Json, name: string): number | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw fault(name, 'it is not a number', 'Send a number.');
  if ((name === 'max_tokens' || name === 'context_length') && !Number.isInteger(value)) throw fault(name, `${value} is not a whole number`, 'Send a whole number.');
  return value;
}

/** Decimal text, or a number as people write it; an exponent would be no amount. */
function amount(body: Json, name: string): string {
  const value = body[name];
  if (typeof value === 'number' && Number.isFinite(value)) return value.toFixed(12);
  return text(body, name);
}

function list(body: Json, name: string): readonly unknown[] {
  const value = body[name];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw fault(name, 'it is not a list', 'Send a list.');
  return value;
}

function texts(body: Json, name: string): string[] {
  return list(body, name).map((entry, index) => {
    if (typeof entry !== 'string') throw fault(`${name}[${index}]`, 'it is not a string', 'Send strings.');
    return entry;
  });
}

function object(value: unknown, path: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw fault(path, 'it is not an object', 'Send an object.');
  return value as Json;
}

function fault(field: string, what: string, nextStep: string): AppError {
  return new AppError(Reason.INVALID_FIELD, `${field}: ${what}.`, { field, nextStep });
}
