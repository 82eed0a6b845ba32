// What one call used, as disjoint counts: no token is in two of them.

export interface Usage {
  /** Input tokens that were neither read from nor written to a cache. */
  uncachedInput: number;
  cachedInput: number;
  cacheWrite5m: number;
  cacheWrite1h: number;
  /** Output tokens without the hidden ones. */
  visibleOutput: number;
  reasoning: number;
  /** Output tokens that are pictures. */
  imageOutput: number;
  /** Pictures made or looked at, for vendors who bill by the picture. */
  images: number;
}

export const noUsage: Usage = { uncachedInput: 0, cachedInput: 0, cacheWrite5m: 0, cacheWrite1h: 0, visibleOutput: 0, reasoning: 0, imageOutput: 0, images: 0 };

/** All input tokens, cached and written ones included. */
export function totalInput(usage: Usage): number {
  return usage.uncachedInput + usage.cachedInput + usage.cacheWrite5m + usage.cacheWrite1h;
}

/** All output tokens, reasoning and pictures included. */
export function totalOutput(usage: Usage): number {
  return usage.visibleOutput + usage.reasoning + usage.imageOutput;
}

/** The shape in the bill: three totals, the disjoint parts that sum to them, and pictures where there are any. */
export function usageToJson(usage: Usage): Record<string, number> {
  return {
    input_tokens: totalInput(usage),
    output_tokens: totalOutput(usage),
    total_tokens: totalInput(usage) + totalOutput(usage),
    uncached_input_tokens: usage.uncachedInput,
    cached_input_tokens: usage.cachedInput,
    cache_write_5m_tokens: usage.cacheWrite5m,
    cache_write_1h_tokens: usage.cacheWrite1h,
    visible_output_tokens: usage.visibleOutput,
    reasoning_tokens: usage.reasoning,
    ...(usage.imageOutput === 0 ? {} : { image_output_tokens: usage.imageOutput }),
    ...(usage.images === 0 ? {} : { images: usage.images }),
  };
}
