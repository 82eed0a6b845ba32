// Goal: what OpenAI refuses is refused in its words, and nothing is charged for it.

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ResponseCreateParamsBase } from 'openai/resources/responses/responses';

import type { Sandbox } from '../../../start-sandbox.js';
import { ask, directive, readBill, startTestSandbox } from '../../../testing/harness.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox({ ports: [{ name: 'openai', dialect: 'openai', port: 0 }] });
});
afterAll(() => sandbox.close());

const body = { model: 'gpt-4.1-mini', input: 'hi' };
const thinking = { model: 'gpt-5-mini', input: 'hi' };
const loose = { type: 'object', properties: { city: { type: 'string' }, near: { type: 'object', properties: { km: { type: 'integer' } }, required: ['km'] } }, required: ['city', 'near'], additionalProperties: false };
const tool = (fields: object) => ({ ...body, tools: [{ type: 'function', name: 'get_weather', parameters: loose, ...fields }] });
const says = (part: object) => ({ ...body, input: [{ role: 'user', content: [part] }] });

it.each([
  { name: 'no model', sent: { input: 'hi' }, error: { param: 'model', code: 'missing_required_parameter' } },
  { name: 'an unknown model', sent: { ...body, model: 'gpt-9' }, error: { param: 'model', code: 'model_not_found', message: "The requested model 'gpt-9' does not exist." } },
  { name: 'no input', sent: { model: body.model }, error: { param: null, code: 'missing_required_parameter' } },
  { name: 'empty input', sent: { ...body, input: [] }, error: { code: 'missing_required_parameter' } },
  { name: 'a field that nobody knows', sent: { ...body, colour: 'red' }, error: { param: 'colour', code: 'unknown_parameter', message: "Unknown parameter: 'colour'." } },
  { name: 'a field of chat completions', sent: { ...body, max_tokens: 50 }, error: { param: 'max_tokens', code: 'unsupported_parameter', message: expect.stringContaining("'max_output_tokens'") } },
  { name: 'a stop sequence', sent: { ...body, stop: ['x'] }, error: { param: 'stop', code: 'unknown_parameter' } },
  { name: 'a field within that nobody knows', sent: { ...thinking, reasoning: { max_tokens: 5 } }, error: { param: 'reasoning.max_tokens', code: 'unknown_parameter' } },
  { name: 'a cap below the least', sent: { ...body, max_output_tokens: 15 }, error: { param: 'max_output_tokens', code: 'integer_below_min_value', message: expect.stringContaining('Expected a value >= 16, but got 15 instead.') } },
  { name: 'a response that it does not have', sent: { ...body, previous_response_id: 'resp_1' }, error: { param: 'previous_response_id', code: 'previous_response_not_found', message: "Previous response with id 'resp_1' not found." } },
  { name: 'a temperature for a thinking model', sent: { ...thinking, temperature: 0.2 }, error: { param: 'temperature', code: 'unsupported_parameter' } },
  { name: 'top_p for a thinking model', sent: { ...thinking, top_p: 0.5 }, error: { param: 'top_p', code: 'unsupported_parameter' } },
  { name: 'a temperature above the most', sent: { ...body, temperature: 3 }, error: { param: 'temperature', code: 'decimal_above_max_value' } },
  { name: 'an effort for a model that does not think', sent: { ...body, reasoning: { effort: 'low' } }, error: { param: 'reasoning.effort', code: 'unsupported_parameter' } },
  { name: 'an effort that there is not', sent: { ...thinking, reasoning: { effort: 'huge' } }, error: { param: 'reasoning.effort', code: 'invalid_value' } },
  { name: 'sealed thoughts of a model that does not think', sent: { ...body, include: ['reasoning.encrypted_content'] }, error: { param: 'include', message: 'Encrypted content is not supported with this model.' } },
  { name: 'an inclusion that there is not', sent: { ...body, include: ['everything'] }, error: { param: 'include[0]', code: 'invalid_value' } },
  { name: 'a tool in the shape of chat completions', sent: { ...body, tools: [{ type: 'function', function: { name: 'x' } }] }, error: { param: 'tools[0].name', code: 'missing_required_parameter' } },
  { name: 'a tool whose schema is not strict, and should be', sent: tool({ strict: true }), error: { param: 'tools[0].parameters', code: 'invalid_function_parameters', message: "Invalid schema for function 'get_weather': In context=('properties', 'near'), 'additionalProperties' is required to be supplied and to be false." } },
  { name: 'the same where strict is null', sent: tool({ strict: null }), error: { param: 'tools[0].parameters', code: 'invalid_function_parameters' } },
  { name: 'a strict tool that leaves a property out', sent: tool({ strict: true, parameters: { ...loose, required: ['city'] } }), error: { code: 'invalid_function_parameters', message: expect.stringContaining("In context=(), 'required' is required to be supplied and to be an array including every key in properties. Missing 'near'.") } },
  { name: 'a tool whose schema is no object', sent: tool({ strict: false, parameters: {} }), error: { code: 'invalid_function_parameters', message: expect.stringContaining("got 'type: \"None\"'") } },
  { name: 'a name that is none', sent: tool({ name: 'get weather', strict: false }), error: { param: 'tools[0].name', code: 'invalid_value' } },
  { name: 'a forced tool that is not there', sent: { ...tool({ strict: false }), tool_choice: { type: 'function', name: 'x' } }, error: { param: 'tool_choice' } },
  { name: 'a choice without tools', sent: { ...body, tool_choice: 'required' }, error: { param: 'tool_choice' } },
  { name: 'a strict format whose schema is not', sent: { ...body, text: { format: { type: 'json_schema', name: 'p', strict: true, schema: loose } } }, error: { param: 'text.format.schema', code: 'invalid_json_schema' } },
  { name: 'JSON that nobody asked for in words', sent: { ...body, text: { format: { type: 'json_object' } } }, error: { param: 'input', message: expect.stringContaining("must contain the word 'json'") } },
  { name: 'the same if only the instructions do', sent: { ...body, instructions: 'In JSON.', text: { format: { type: 'json_object' } } }, error: { param: 'input' } },
  { name: 'an unknown role', sent: { ...body, input: [{ role: 'tool', content: 'x' }] }, error: { param: 'input[0].role', code: 'invalid_value' } },
  { name: 'a name of a message', sent: { ...body, input: [{ role: 'user', content: 'x', name: 'ann' }] }, error: { param: 'input[0].name', code: 'unknown_parameter' } },
  { name: 'a part of chat completions', sent: says({ type: 'text', text: 'x' }), error: { param: 'input[0].content[0].type', code: 'invalid_value', message: "Invalid value: 'text'. Supported values are: 'input_text', 'input_image', 'input_file'." } },
  { name: 'an answer that says what only a user does', sent: { ...body, input: [{ role: 'assistant', content: [{ type: 'input_text', text: 'x' }] }] }, error: { message: "Invalid value: 'input_text'. Supported values are: 'output_text', 'refusal'." } },
  { name: 'a picture in the shape of chat completions', sent: says({ type: 'input_image', image_url: { url: 'https://x.test/a.png' } }), error: { param: 'input[0].content[0].image_url', code: 'invalid_type' } },
  { name: 'a picture that is none', sent: says({ type: 'input_image', image_url: 'ftp://x' }), error: { param: 'input[0].content[0].image_url', code: 'invalid_value' } },
  { name: 'a file without anything in it', sent: says({ type: 'input_file', filename: 'a.pdf' }), error: { param: 'input[0].content[0]' } },
  { name: 'a file that is no data URL', sent: says({ type: 'input_file', filename: 'a.pdf', file_data: 'AAAA' }), error: { param: 'input[0].content[0].file_data' } },
  { name: 'stream options without a stream', sent: { ...body, stream_options: { include_obfuscation: false } }, error: { param: 'stream_options' } },
  { name: 'usage as chat completions ask for it', sent: { ...body, stream: true, stream_options: { include_usage: true } }, error: { param: 'stream_options.include_usage', code: 'unknown_parameter' } },
  { name: 'metadata that is no text', sent: { ...body, metadata: { a: 1 } }, error: { param: 'metadata.a', code: 'invalid_type' } },
  { name: 'a prompt longer than the window', sent: { ...body, model: 'gpt-4o', input: 'x'.repeat(520_000) }, error: { param: 'input', code: 'context_length_exceeded' } },
  { name: 'a directive that is wrong', sent: { ...body, input: '[[sandbox {"statsu":1}]]' }, error: { message: expect.stringContaining('no behaviour "statsu"') } },
])('$name', async ({ sent, error }) => {
  const before = (await readBill(sandbox)).entries.length;
  const reply = await ask({ url: `${sandbox.baseUrls['openai']}/responses`, body: sent, headers: { authorization: 'Bearer sk' } });
  const told = JSON.parse(reply.text) as { error: object };
  expect(told.error).toMatchObject({ type: 'invalid_request_error', ...error });
  expect(reply.status).toBe(400);
  expect((await readBill(sandbox)).entries).toHaveLength(before);
});

it.each([
  { name: 'a schema that can be made strict is', parameters: { type: 'object', properties: { city: { type: 'string' }, days: { type: 'integer' } }, required: ['city'] }, strict: true, required: ['city', 'days'] },
  { name: 'one that means to allow more is not', parameters: { type: 'object', properties: { city: { type: 'string' } }, required: [], additionalProperties: true }, strict: false, required: [] },
])('where nothing is said of strict, $name', async ({ parameters, strict, required }) => {
  const sent = { ...body, tools: [{ type: 'function', name: 'get_weather', parameters }], tool_choice: 'required' };
  const reply = await ask({ url: `${sandbox.baseUrls['openai']}/responses`, body: sent, headers: { authorization: 'Bearer sk' } });
  const told = JSON.parse(reply.text) as { tools: object[]; output: { arguments: string }[] };
  expect(told.tools).toMatchObject([{ strict, parameters: { required } }]);
  expect(Object.keys(JSON.parse(told.output[0]!.arguments) as object)).toEqual(required);
});

it('a picture, a file and a text in each of their forms are read', async () => {
  const content = [
    { type: 'input_text', text: directive({ text: 'ok' }) },
    { type: 'input_image', image_url: 'https://x.test/a.png', detail: 'low' }, { type: 'input_image', image_url: 'data:image/png;base64,iVBORw0KGgo=' }, { type: 'input_image', file_id: 'file-1' },
    { type: 'input_file', filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERi0=' }, { type: 'input_file', file_url: 'https://x.test/a.pdf' }, { type: 'input_file', file_id: 'file-2' },
  ];
  const reply = await ask({ url: `${sandbox.baseUrls['openai']}/responses`, body: { ...body, input: [{ role: 'developer', content: 'Look.' }, { role: 'user', content }] }, headers: { authorization: 'Bearer sk' } });
  const told = JSON.parse(reply.text) as { usage: { input_tokens: number } };
  // Two messages, three pictures, three files.
  expect(told.usage.input_tokens).toBe(4 + 2 + 4 + Math.ceil(Buffer.byteLength(content[0]!.text!) / 4) + 3 * 256 + 3 * 1_024);
});

/** As the SDK has them: a field that it gains or loses does not compile. */
const known = {
  access_programs: true, background: true, context_management: true, conversation: true, image: true, include: true, input: true, instructions: true, max_output_tokens: true, max_tool_calls: true, metadata: true,
  model: true, moderation: true, parallel_tool_calls: true, previous_response_id: true, prompt: true, prompt_cache_key: true, prompt_cache_options: true, prompt_cache_retention: true, reasoning: true,
  safety_identifier: true, service_tier: true, store: true, stream: true, stream_options: true, temperature: true, text: true, tool_choice: true, tools: true, top_logprobs: true, top_p: true, truncation: true, user: true,
} satisfies Record<keyof Required<ResponseCreateParamsBase>, true>;

it.each(Object.keys(known))('the field %s is known', async (field) => {
  const reply = await ask({ url: `${sandbox.baseUrls['openai']}/responses`, body: { ...body, [field]: null }, headers: { authorization: 'Bearer sk' } });
  expect(reply.text).not.toContain('unknown_parameter');
  expect(reply.status).toBe(field === 'model' || field === 'input' ? 400 : 200);
});
