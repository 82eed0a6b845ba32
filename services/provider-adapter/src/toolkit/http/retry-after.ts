// How long a vendor asks us to wait, in all the spellings that are in use.
import { retryAfterMsMax } from '../../limits.js';

type Header = (name: string) => string | undefined;

// OpenAI's Go-like durations: 1m30s, 250ms, 6.5s (https://platform.openai.com/docs/guides/rate-limits).
const goDuration = /^(?:([0-9]+(?:\.[0-9]+)?)h)?(?:([0-9]+(?:\.[0-9]+)?)m)?(?:([0-9]+(?:\.[0-9]+)?)s)?(?:([0-9]+(?:\.[0-9]+)?)ms)?$/;
const decimal = /^[0-9]+(?:\.[0-9]+)?$/;

/** Milliseconds, from the most exact header there is; undefined when none says anything that can be believed. */
export function retryAfterMs(header: Header, nowMs: number): number | undefined {
  return believable(milliseconds(header('retry-after-ms'))) ?? believable(fromRetryAfter(header('retry-after'), nowMs)) ?? believable(fromResets(header, nowMs));
}

/** RFC 9110 10.2.3: seconds or a date; some vendors send fractions or a duration. */
function fromRetryAfter(value: string | undefined, nowMs: number): number | undefined {
  const text = value?.trim();
  if (text === undefined || text === '') return undefined;
  if (decimal.test(text)) return Number(text) * 1_000;
  const duration = fromDuration(text);
  if (duration !== undefined) return duration;
  // Date.parse would take "-5" and "12 apples" for dates; a date has a colon in its time.
  const dateMs = text.includes(':') ? Date.parse(text) : Number.NaN;
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs);
}

/** Without Retry-After: when the limit that is used up is filled again. */
function fromResets(header: Header, nowMs: number): number | undefined {
  for (const what of ['requests', 'tokens', 'input-tokens', 'output-tokens']) {
    // https://docs.claude.com/en/api/rate-limits sends times, https://platform.openai.com/docs/guides/rate-limits durations.
    for (const prefix of ['anthropic-ratelimit', 'x-ratelimit']) {
      const remaining = header(`${prefix}-${what}-remaining`) ?? header(`${prefix}-remaining-${what}`);
      const reset = header(`${prefix}-${what}-reset`) ?? header(`${prefix}-reset-${what}`);
      if (remaining?.trim() !== '0' || reset === undefined) continue;
      const waitMs = fromRetryAfter(reset, nowMs);
      if (waitMs !== undefined) return waitMs;
    }
  }
  return undefined;
}

function fromDuration(text: string): number | undefined {
  const match = goDuration.exec(text);
  if (match === null || text === '') return undefined;
  const [, hours = '0', minutes = '0', seconds = '0', ms = '0'] = match;
  return Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1_000 + Number(ms);
}

function milliseconds(value: string | undefined): number | undefined {
  const text = value?.trim() ?? '';
  return decimal.test(text) ? Number(text) : undefined;
}

/** Rounded up; undefined for a wish that is absent or absurd. */
export function believable(waitMs: number | undefined): number | undefined {
  return waitMs === undefined || !Number.isFinite(waitMs) || waitMs > retryAfterMsMax ? undefined : Math.ceil(waitMs);
}
