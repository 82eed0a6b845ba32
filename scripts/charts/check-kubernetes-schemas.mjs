// Holds every object against the schema of its kind, and takes unknown fields for mistakes: the API server drops them.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { TOOLS } from '../tools/pins.mjs';
import { SHARE_FOLDER } from '../tools/places.mjs';
import { nameOf } from './split-render.mjs';

const { name, wheel } = TOOLS.find((tool) => tool.name === 'kubernetes-schemas');
const SCHEMAS = path.join(SHARE_FOLDER, name, wheel.pin);

/** Kinds that Kubernetes itself does not have. */
const CUSTOM = { 'cert-manager.io/v1/Certificate': new URL('certificate.schema.json', import.meta.url) };

export async function checkKubernetesSchemas({ objects }) {
  // Its formats (int32, byte) are notes for generators, and its keywords those of OpenAPI.
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  const definitions = await readSchema('_definitions.json').catch(() => undefined);
  if (definitions === undefined) return [`there are no schemas in ${SCHEMAS}: run npm run tools -- --only ${name}`];
  ajv.addSchema(definitions, '/api/_definitions.json');
  const problems = await Promise.all(objects.map(({ object }) => problemsOf(ajv, object)));
  return problems.flat();
}

async function problemsOf(ajv, object) {
  const kind = `${object.apiVersion}/${object.kind}`;
  const schema = await schemaOf(kind).catch(() => undefined);
  if (schema === undefined) return [`${nameOf(object)}: there is no schema for ${kind} in ${SCHEMAS}`];
  const validate = ajv.getSchema(kind) ?? ajv.addSchema(schema, kind).getSchema(kind);
  if (validate(object)) return [];
  return validate.errors.map(({ instancePath, message, params }) => `${nameOf(object)}: ${instancePath || '/'} ${message} ${JSON.stringify(params)}`);
}

/** apps/v1/Deployment is in deployment-apps-v1.json, v1/Service in service-v1.json, and groups are named by their first word. */
async function schemaOf(kind) {
  if (kind in CUSTOM) return JSON.parse(await readFile(CUSTOM[kind], 'utf8'));
  const [type, version, group] = kind.split('/').reverse();
  return readSchema(`${[type.toLowerCase(), group?.split('.')[0], version].filter(Boolean).join('-')}.json`);
}

async function readSchema(file) {
  return forbidUnknown(JSON.parse(await readFile(path.join(SCHEMAS, file), 'utf8')));
}

/** An object with known properties has no others, unless its schema says so. Changes the schema, and returns it. */
function forbidUnknown(schema) {
  const { $defs = {}, properties = {}, items, additionalProperties } = schema;
  const inside = [...Object.values($defs), ...Object.values(properties), items, additionalProperties];
  for (const child of inside) if (typeof child === 'object') forbidUnknown(child);
  const mayHaveMore = additionalProperties !== undefined || schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (schema.properties !== undefined && !mayHaveMore) schema.additionalProperties = false;
  return schema;
}
