// From what helm template prints to one file per service and the objects in them.
import { parseAllDocuments } from 'yaml';

const SOURCE = /^# Source: switchyard\/charts\/([^/]+)\//;

/** `files` is a map from name to text, in the order of the services' names; `objects` have the service they are of. */
export function splitRender(text) {
  const texts = new Map();
  for (const document of text.split(/^---$/m)) {
    const [first, ...lines] = document.split('\n').filter((line) => line.trim() !== '');
    if (first === undefined) continue;
    const service = SOURCE.exec(first)?.[1];
    if (service === undefined) throw new Error(`An object comes from no service: ${first}`);
    texts.set(service, [...(texts.get(service) ?? []), `---\n${lines.join('\n')}\n`]);
  }
  const services = [...texts.keys()].sort();
  return {
    files: new Map(services.map((service) => [`${service}.yaml`, texts.get(service).join('')])),
    objects: services.flatMap((service) => parseObjects(texts.get(service).join('')).map((object) => ({ service, object }))),
  };
}

function parseObjects(text) {
  return parseAllDocuments(text).map((document) => {
    if (document.errors.length > 0) throw document.errors[0];
    return document.toJS();
  });
}

/** `Deployment evaluation-catalog`, for messages. */
export function nameOf({ kind, metadata }) {
  return `${kind} ${metadata?.name}`;
}
