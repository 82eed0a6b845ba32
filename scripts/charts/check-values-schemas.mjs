// A value that nobody knows must fail, since it is a typing mistake of the operator; and what several charts have must
// be the same in all of them.
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** Objects whose keys the chart cannot know: labels, annotations, and what other schemas check. */
const MAY_BE_OPEN = /^(global|common|nodeSelector|annotations)$/;

/** Each service's own by intent. */
const OWN = ['config'];

export async function checkValuesSchemas({ folder, services }) {
  const read = async (chart) => [chart, JSON.parse(await readFile(path.join(folder, chart, 'values.schema.json'), 'utf8'))];
  const schemas = await Promise.all(['common', ...services, 'switchyard'].map(read));
  return [
    ...schemas.flatMap(([chart, schema]) => listOpen(schema, []).map((place) => `${chart}/values.schema.json: ${place || '/'} takes unknown keys; say additionalProperties: false`)),
    ...listUnequal(schemas.filter(([chart]) => services.includes(chart))),
  ];
}

function listOpen(schema, place) {
  const isOpen = schema.properties !== undefined && schema.additionalProperties !== false && !MAY_BE_OPEN.test(place.at(-1));
  const inside = Object.entries(schema.properties ?? {}).flatMap(([key, child]) => listOpen(child, [...place, key]));
  return [...(isOpen ? [place.join('.')] : []), ...inside];
}

function listUnequal(schemas) {
  const first = new Map();
  return schemas.flatMap(([chart, { properties }]) => Object.entries(properties).filter(([key]) => !OWN.includes(key)).flatMap(([key, schema]) => {
    const text = JSON.stringify(schema);
    const known = first.get(key) ?? first.set(key, { chart, text }).get(key);
    return known.text === text ? [] : [`${chart}/values.schema.json: ${key} is not as in ${known.chart}`];
  }));
}
