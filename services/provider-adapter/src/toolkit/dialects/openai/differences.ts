// What a vendor of OpenAI's dialect says otherwise than OpenAI, as data: a preset is this and an address.
import type { UnifiedFinish } from '../../../adapter/answer-step.js';

/** The classes that a vendor's own codes may stand for; others follow from the status. */
export type CodedClass = 'rate_limited' | 'quota' | 'overloaded' | 'credential' | 'model_gone' | 'content_filter' | 'context_length' | 'caller';

/** Without these an answer would be another, so the order is refused instead of thinned out. */
export type Essential = 'tools' | 'json_schema' | 'image' | 'document' | 'audio';

export interface BodyDifferences {
  /** Fields of the body that the vendor does not take: left out with a warning. */
  readonly lacks?: readonly string[];
  /** OpenAI's name of a field -> the vendor's. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** Sent unless the model's row says otherwise. */
  readonly defaults?: Readonly<Record<string, unknown>>;
}

export interface OpenAiDifferences extends BodyDifferences {
  /** The field that caps an answer; max_tokens when absent. */
  readonly capField?: 'max_tokens' | 'max_completion_tokens';
  /** Models that reason follow OpenAI's own rules: another cap field, and no knobs. */
  readonly hasOpenAiReasoning?: boolean;
  /** Fields that the vendor's reasoning models do not take. */
  readonly reasoningLacks?: readonly string[];
  /** Effort and budget of reasoning go into one object, `reasoning`. */
  readonly hasReasoningObject?: boolean;
  readonly refuses?: readonly Essential[];
  /** The vendor takes no `name` beside a role. */
  readonly hasNoNames?: boolean;
  /** Streams tell their usage without being asked, and asking is a mistake. */
  readonly tellsUsageUnasked?: boolean;
  /** Reasons besides OpenAI's own. */
  readonly finishReasons?: Readonly<Record<string, UnifiedFinish>>;
  /** Where else the usage block may stand, as a path with dots. */
  readonly usageAt?: string;
  /** Counts of the usage block besides OpenAI's own -> our meters. */
  readonly meters?: Readonly<Record<string, string>>;
  /** Meters that OpenAI counts inside another and this vendor beside it; its total has them, or it does not. */
  readonly beside?: Readonly<Record<string, 'in_total' | 'apart'>>;
  /** Where the vendor states what it charged, in USD. It is booked as what was billed; absent where it states nothing. */
  readonly charge?: { readonly field: string; readonly beside: string };
  /** The vendor's error codes, types or statuses besides OpenAI's own. */
  readonly errors?: Readonly<Record<string, CodedClass>>;
  readonly embeddings?: BodyDifferences & { /** It takes no encoding_format. */ readonly isNumbersOnly?: boolean };
}
