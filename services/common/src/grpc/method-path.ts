// The path of a method on the wire: /package.Service/Method.
import type { DescMethod, DescService } from '@bufbuild/protobuf';

export function methodPath(method: DescMethod): string {
  return `/${(method.parent as DescService).typeName}/${method.name}`;
}
