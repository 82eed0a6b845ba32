// Goal: our mapping reads what the vendor's own SDK reads. Both ask the same sandbox the same question with the same
// random seed; text, tool calls, usage and finish reason must be equal.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { create } from '@bufbuild/protobuf';
import { AnalyzeImageRequestSchema } from '@switchyard/proto/provider/v1/attempt';
import { analyzeCall } from './domain/calls/analyze-call.js';
import { complete } from './domain/complete.js';
import { labelsOf } from './server/results.js';
import { expectedOf, loadConformance } from './testing/conformance.js';
import { askEither, startHarness, taskOf, userSays, type Harness } from './testing/harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const schema = { type: 'object' as const, properties: { city: { type: 'string' } } };
const tool = { name: 'get_weather', description: 'Weather', schema };
const cap = 120;
const known = await loadConformance();

const withTools = [
  { name: 'a tool call', behaviour: { seed: 13, tool_calls: [{ name: 'get_weather', arguments: { city: 'Ångström "x" \\ 🚂' } }] } },
  { name: 'two tool calls', behaviour: { seed: 14, tool_calls: [{ name: 'get_weather' }, { name: 'get_weather' }] } },
];

const cases = [...known].flatMap(([provider, { oracle, models }]) =>
  oracle === undefined || models.chat === undefined
    ? []
    : [false, true].flatMap((isStream) => [
        { provider, isStream, name: 'prose', behaviour: { seed: 11, output_tokens: 60 } },
        { provider, isStream, name: 'prose cut at the cap', behaviour: { seed: 12, output_tokens: 400 } },
        ...(expectedOf(provider).offers.tools === undefined ? [] : withTools.map((asked) => ({ provider, isStream, ...asked }))),
        { provider, isStream, name: 'counted usage', behaviour: { seed: 15, usage: { input_tokens: 900, output_tokens: 77 } } },
      ]),
);

describe('the vendors own SDK reads the same', () => {
  it.each(cases)('$provider, $name (streamed: $isStream)', async ({ provider, isStream, behaviour }) => {
    const prompt = `Tell me. [[sandbox ${JSON.stringify(behaviour)}]]`;
    const hasTools = 'tool_calls' in behaviour;
    const { oracle, models } = known.get(provider)!;
    const expected = await oracle!({ prompt, model: models.chat!, cap, isStream, tool: hasTools ? tool : undefined, baseUrl: harness.sandbox.baseUrls[provider]! });
    const tools = hasTools ? [{ name: tool.name, description: tool.description, parametersJson: JSON.stringify(schema) }] : [];
    const { text, toolCalls, report } = await askEither(harness, { provider, messages: [userSays(prompt)], parameters: { maxOutputTokens: cap, tools } }, isStream);
    expect({
      text,
      toolCalls: toolCalls.map(({ name, arguments: json }) => ({ name, arguments: JSON.parse(json) as unknown })),
      input: Number(report.usage!.inputTokens),
      output: Number(report.usage!.outputTokens),
      finish: report.finishReason!.raw,
    }).toEqual(expected);
    expect(expected.text.length + expected.toolCalls.length).toBeGreaterThan(0);
  });
});

const looks = [...known].flatMap(([provider, { look, models }]) => (look === undefined || models.analysis === undefined ? [] : ['one picture', 'another one, 🖼️'].map((shown) => ({ provider, shown, look, model: models.analysis! }))));

describe('the vendors own SDK sees the same', () => {
  it.each(looks)('$provider, on $shown', async ({ provider, shown, look, model }) => {
    const [picture, maxLabels] = [Buffer.from(shown), 7];
    const expected = await look({ model, picture, maxLabels, baseUrl: harness.sandbox.baseUrls[provider]! });
    const image = { mediaType: 'image/png', source: { case: 'data' as const, value: picture } };
    const call = analyzeCall(create(AnalyzeImageRequestSchema, { ...taskOf({ provider, model }), task: { images: [image], maxLabels } }));
    const { answer } = await complete(harness.attempts, call, { signal: new AbortController().signal });
    expect(labelsOf(answer).map(({ labels }) => labels)).toEqual([expected]);
    expect(expected).toHaveLength(maxLabels);
  });
});
