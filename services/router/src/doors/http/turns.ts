// One message of ours, and where it stands in the caller's request: dialects cut conversations differently, and a fault must name
// the place that the caller wrote.
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { MessageSchema, PartSchema, type Message, type Role } from '@switchyard/proto/common/v1/chat';

export type PartInit = MessageInitShape<typeof PartSchema>;

export interface Turn {
  readonly message: Message;
  /** Of its content. */
  readonly path: string;
  /** The path of each part. */
  readonly parts: readonly string[];
}

export interface PlacedPart {
  readonly part: PartInit;
  readonly path: string;
}

/** What the dialect calls members that the domain finds fault with. */
export interface MemberNames {
  readonly callName: string;
  readonly callArguments: string;
  readonly resultId: string;
}

export function turnOf(role: Role, path: string, content: readonly PlacedPart[]): Turn {
  return { message: create(MessageSchema, { role, parts: content.map(({ part }) => create(PartSchema, part)) }), path, parts: content.map((placed) => placed.path) };
}

const pattern = /^messages\[(\d+)\](?:\.parts(?:\[(\d+)\])?)?(?:\.tool_(?:call|result)\.(name|arguments|tool_call_id))?/;

/** A field of ours (messages[2].parts[0].tool_call.name) as the caller wrote it; unchanged when it is none of these turns. */
export function placeOf(field: string, turns: readonly Turn[], names: MemberNames): string {
  const match = pattern.exec(field);
  const turn = match === null ? undefined : turns[Number(match[1])];
  if (match === null || turn === undefined) return field;
  const part = match[2] === undefined ? undefined : turn.parts[Number(match[2])];
  if (part === undefined) return turn.path;
  const members: Readonly<Record<string, string>> = { name: names.callName, arguments: names.callArguments, tool_call_id: names.resultId };
  return `${part}${members[match[3] ?? ''] ?? ''}`;
}
