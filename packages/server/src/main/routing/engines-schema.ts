/** The JSON Schema of the configuration file, for editors. */
import { z } from 'zod';
import { ENGINE_KINDS, type EngineKinds } from '../../engines/engine-kinds.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json.ts';
import { CommonEngine, WholeFile } from './engines-file.ts';
import { inFileNames, objectOf, optionsSchema, renamedOptions, toFileName } from './kind-options.ts';

const VARIABLE: JsonObject = {
  type: 'string',
  pattern: '^\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}$',
  description: 'The environment variable of this name.',
};

/** Draft 2020-12. Every kind is an alternative with all the fields that an engine of it may have. */
export function enginesFileSchema(kinds: EngineKinds = ENGINE_KINDS): JsonObject {
  const whole = plain(z.toJSONSchema(WholeFile, { io: 'input' }));
  const common = plain(z.toJSONSchema(CommonEngine, { io: 'input' }));
  const made = Object.entries(kinds).map(([name, kind]) => kindSchemas(name, kind, common));
  const properties = objectOf(whole['properties']);
  const definitions: JsonObject = {
    ...objectOf(whole['$defs']),
    ...objectOf(common['$defs']),
    ...Object.fromEntries(made.flatMap((one) => Object.entries(one.definitions))),
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'reelay.config.json',
    description:
      'Engines and routes of a Reelay server (docs/guides/upstreams.md). A string that is exactly "${NAME}" stands for the environment variable NAME.',
    ...whole,
    properties: {
      ...properties,
      engines: {
        ...objectOf(properties['engines']),
        items: { anyOf: made.flatMap((one) => one.alternatives) },
      },
    },
    $defs: definitions,
  };
}

interface KindSchemas {
  readonly alternatives: readonly JsonObject[];
  readonly definitions: JsonObject;
}

function kindSchemas(name: string, kind: EngineKinds[string], common: JsonObject): KindSchemas {
  const own = optionsSchema(kind);
  const { $defs: definitions, ...options } = objectOf(inFile(own, renamedOptions(own), name));
  const choices = options['oneOf'] ?? options['anyOf'];
  const alternatives = Array.isArray(choices)
    ? choices.map((choice: JsonValue) => objectOf(choice))
    : [options];
  return {
    alternatives: alternatives.map((choice) => ({
      title: name,
      description: kind.summary,
      type: 'object',
      properties: {
        kind: { const: name, description: kind.summary },
        ...objectOf(common['properties']),
        ...objectOf(choice['properties']),
      },
      required: ['kind', ...namesIn(common['required']), ...namesIn(choice['required'])],
      additionalProperties: false,
    })),
    definitions: Object.fromEntries(
      Object.entries(objectOf(definitions)).map(([key, value]) => [`${name}_${key}`, value]),
    ),
  };
}

const LIMITS = ['pattern', 'format', 'minLength', 'maxLength', 'enum', 'const'];

/** A part of a kind's schema in the names of the file; a string with rules may be a variable as well. */
function inFile(part: JsonValue, renamed: ReadonlySet<string>, kind: string): JsonValue {
  if (Array.isArray(part)) return part.map((item: JsonValue) => inFile(item, renamed, kind));
  if (!isJsonObject(part)) return part;
  const entries = Object.entries(part).map(([keyword, value]): readonly [string, JsonValue] => {
    if (keyword === 'properties' && isJsonObject(value)) return [keyword, namedInFile(value, renamed, kind)];
    if (keyword === 'required') return [keyword, namesIn(value).map(toFileName)];
    if (keyword === 'description' && typeof value === 'string') return [keyword, inFileNames(value, renamed)];
    if (keyword === '$ref' && typeof value === 'string')
      return [keyword, value.replace('#/$defs/', `#/$defs/${kind}_`)];
    if (DATA_KEYWORDS.has(keyword)) return [keyword, value];
    return [keyword, inFile(value, renamed, kind)];
  });
  const whole: JsonObject = Object.fromEntries(entries);
  if (whole['type'] !== 'string' || !LIMITS.some((keyword) => keyword in whole)) return whole;
  const { description, ...rules } = whole;
  return { ...(description !== undefined && { description }), anyOf: [rules, VARIABLE] };
}

/** What stands in these is no schema. */
const DATA_KEYWORDS: ReadonlySet<string> = new Set(['default', 'const', 'enum', 'examples']);

function namedInFile(properties: JsonObject, renamed: ReadonlySet<string>, kind: string): JsonObject {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [toFileName(name), inFile(schema, renamed, kind)]),
  );
}

function namesIn(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}

function plain(schema: unknown): JsonObject {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a JSON Schema is JSON
  return JSON.parse(JSON.stringify(schema)) as JsonObject;
}
