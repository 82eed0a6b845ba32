// What its list tells of a model: https://openrouter.ai/docs/models
import { parseUsdHalfEven } from '@switchyard/common/money';
import type { ListedModel, ListedPrice } from '../../adapter/provider.js';
import { arrayAt, objectAt, textAt, type JsonObject } from '../../toolkit/index.js';

const perMillion = 1_000_000n;
/** Its names of what is priced by the token -> our meters. */
const byToken = { prompt: 'input', completion: 'output', input_cache_read: 'cached_input', input_cache_write: 'cache_write', internal_reasoning: 'reasoning' } as const;
const byPiece = { request: 'requests', web_search: 'web_searches' } as const;

export function readListedModel(model: JsonObject): Partial<ListedModel> {
  return { prices: pricesOf(objectAt(model, 'pricing')), capabilities: capabilitiesOf(model) };
}

function pricesOf(pricing: JsonObject | undefined): ListedPrice[] {
  const priced = (field: string, meter: string, per: bigint): ListedPrice[] => {
    const text = textAt(pricing, field);
    // -1 stands for models whose price depends on where they are sent.
    if (text === undefined || !/^[0-9]+(?:\.[0-9]+)?(?:[eE]-?[0-9]+)?$/.test(text)) return [];
    const [digits = '', power = '0'] = text.toLowerCase().split('e');
    // Six digits are moved before the amount is read, so that none is lost below a picodollar.
    return [{ meter, amountPicoUsd: parseUsdHalfEven(`${digits}e${Number(power) + (per === perMillion ? 6 : 0)}`), per }];
  };
  return [
    ...Object.entries(byToken).flatMap(([field, meter]) => priced(field, meter, perMillion)),
    ...Object.entries(byPiece).flatMap(([field, meter]) => priced(field, meter, 1n)).filter(({ amountPicoUsd }) => amountPicoUsd > 0n),
  ];
}

function capabilitiesOf(model: JsonObject): string[] {
  const takes = new Set(arrayAt(model, 'supported_parameters'));
  const reads = new Set(arrayAt(objectAt(model, 'architecture'), 'input_modalities'));
  return [
    'text_generation',
    ...(takes.has('tools') ? ['functions'] : []),
    ...(takes.has('structured_outputs') ? ['json_schema'] : []),
    ...(takes.has('reasoning') ? ['reasoning'] : []),
    ...(reads.has('image') ? ['vision'] : []),
    ...(reads.has('audio') ? ['audio_input'] : []),
    ...(reads.has('file') ? ['documents'] : []),
  ];
}
