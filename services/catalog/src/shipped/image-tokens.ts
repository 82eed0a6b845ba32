// The most tokens that a picture in a prompt is billed for, by the names of models' families.
//   https://platform.openai.com/docs/guides/images-vision#calculating-costs
//   https://platform.claude.com/docs/en/build-with-claude/vision
//
// A family that is not listed has no bound that its vendor documents and measurements confirm: its whole window counts.

interface Family {
  readonly type: string;
  readonly pattern: RegExp;
  readonly tokens: bigint;
}

/** OpenAI scales a picture to 768 pixels on its short side and at most 2048 on its long one: at most 2 x 4 tiles of 512. */
const tilesMax = 8n;
const tiled = (base: bigint, perTile: bigint): bigint => base + tilesMax * perTile;

/** Other models of OpenAI count at most 1 536 patches, times a factor of the model, here in hundredths. */
const patched = (factor: bigint): bigint => (1_536n * factor + 99n) / 100n;

/** What Claude models with high resolution take at most; the others take a third of it. */
const claudeMax = 4_784n;

/** The first that fits counts. */
const families: readonly Family[] = [
  { type: 'openai', pattern: /^gpt-4o-mini(-20[0-9-]+)?$/, tokens: tiled(2_833n, 5_667n) },
  { type: 'openai', pattern: /^(gpt-4o|gpt-4\.1|gpt-4-turbo)(-20[0-9-]+)?$/, tokens: tiled(85n, 170n) },
  { type: 'openai', pattern: /^(o1|o3)(-20[0-9-]+)?$/, tokens: tiled(75n, 150n) },
  { type: 'openai', pattern: /^(gpt-4\.1|gpt-5)-mini(-20[0-9-]+)?$/, tokens: patched(162n) },
  { type: 'openai', pattern: /^(gpt-4\.1|gpt-5)-nano(-20[0-9-]+)?$/, tokens: patched(246n) },
  { type: 'openai', pattern: /^o4-mini(-20[0-9-]+)?$/, tokens: patched(172n) },
  { type: 'anthropic', pattern: /^claude-(3-|(haiku|sonnet|opus)-4-)/, tokens: claudeMax },
];

/** undefined where it is not known. */
export function imageTokensOf(providerType: string, modelId: string): bigint | undefined {
  return families.find(({ type, pattern }) => type === providerType && pattern.test(modelId))?.tokens;
}
