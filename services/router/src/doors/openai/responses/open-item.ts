// One output item while it is streamed: what is said at its beginning, with each piece, and at its end.
import { functionCall, message, outputText, reasoningItem, summaryText } from './items.js';
import type { Happening } from './stream-events.js';

export interface OpenItemOptions {
  /** Of the block: text, reasoning or tool_call. */
  readonly type: string;
  readonly callId: string;
  readonly name: string;
  readonly id: string;
  readonly outputIndex: number;
  readonly withCipher: boolean;
}

export interface Piece {
  readonly text?: string;
  readonly signature?: string;
  readonly redacted?: Uint8Array;
}

export interface OpenItem {
  begin(): readonly Happening[];
  add(piece: Piece): readonly Happening[];
  end(status: 'completed' | 'incomplete'): { readonly happenings: readonly Happening[]; readonly whole: object };
}

export function openItem(options: OpenItemOptions): OpenItem {
  if (options.type === 'tool_call') return openCall(options);
  return options.type === 'reasoning' ? openReasoning(options) : openMessage(options);
}

function openMessage({ id, outputIndex }: OpenItemOptions): OpenItem {
  const at = { item_id: `msg_${id}`, output_index: outputIndex, content_index: 0 };
  let text = '';
  return {
    begin: () => [
      ['response.output_item.added', { output_index: outputIndex, item: message(undefined, { id, status: 'in_progress' }) }],
      ['response.content_part.added', { ...at, part: outputText('') }],
    ],
    add({ text: delta = '' }) {
      text += delta;
      return delta === '' ? [] : [['response.output_text.delta', { ...at, delta, logprobs: [] }]];
    },
    end(status) {
      const whole = message(text, { id, status });
      return {
        whole,
        happenings: [
          ['response.output_text.done', { ...at, text, logprobs: [] }],
          ['response.content_part.done', { ...at, part: outputText(text) }],
          ['response.output_item.done', { output_index: outputIndex, item: whole }],
        ],
      };
    },
  };
}

function openCall({ id, outputIndex, callId, name }: OpenItemOptions): OpenItem {
  const at = { item_id: `fc_${id}`, output_index: outputIndex };
  let argumentsJson = '';
  return {
    begin: () => [['response.output_item.added', { output_index: outputIndex, item: functionCall({ id: callId, name, argumentsJson: '' }, { id, status: 'in_progress' }) }]],
    add({ text: delta = '' }) {
      argumentsJson += delta;
      return delta === '' ? [] : [['response.function_call_arguments.delta', { ...at, delta }]];
    },
    end(status) {
      const whole = functionCall({ id: callId, name, argumentsJson }, { id, status });
      return { whole, happenings: [['response.function_call_arguments.done', { ...at, name, arguments: argumentsJson }], ['response.output_item.done', { output_index: outputIndex, item: whole }]] };
    },
  };
}

/** Thoughts that can be read are told as a summary, the dialect's one place for another's reasoning. */
function openReasoning({ id, outputIndex, withCipher }: OpenItemOptions): OpenItem {
  const at = { item_id: `rs_${id}`, output_index: outputIndex, summary_index: 0 };
  const known = { text: '', signature: '', redacted: new Uint8Array() as Uint8Array };
  return {
    begin: () => [['response.output_item.added', { output_index: outputIndex, item: reasoningItem({ text: '', signature: '', redacted: new Uint8Array() }, { id, withCipher }) }]],
    add({ text: delta = '', signature = '', redacted }) {
      const isFirst = known.text === '';
      known.text += delta;
      known.signature += signature;
      if (redacted !== undefined && redacted.length > 0) known.redacted = redacted;
      if (delta === '') return [];
      const opened: Happening[] = isFirst ? [['response.reasoning_summary_part.added', { ...at, part: summaryText('') }]] : [];
      return [...opened, ['response.reasoning_summary_text.delta', { ...at, delta }]];
    },
    end() {
      const whole = reasoningItem(known, { id, withCipher });
      const told: Happening[] = known.text === '' ? [] : [['response.reasoning_summary_text.done', { ...at, text: known.text }], ['response.reasoning_summary_part.done', { ...at, part: summaryText(known.text) }]];
      return { whole, happenings: [...told, ['response.output_item.done', { output_index: outputIndex, item: whole }]] };
    },
  };
}
