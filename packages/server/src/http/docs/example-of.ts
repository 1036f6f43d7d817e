import { resolveSchema, type Described, type Schema } from './described.ts';

/** Deep enough for every body there is; a schema that contains itself ends here. */
const MOST_LEVELS = 4;

/** A small legal-looking value: what must be given, and whatever has an example. */
export function exampleOf(document: Described, given: Schema, level = 0): unknown {
  const { schema } = resolveSchema(document, given);
  if (schema.example !== undefined) return schema.example;
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices?.[0]) return exampleOf(document, choices[0], level);
  if (schema.properties) return objectExample(document, schema, level);
  return scalarExample(document, schema, level);
}

function objectExample(document: Described, schema: Schema, level: number): Record<string, unknown> {
  if (level >= MOST_LEVELS) return {};
  const shown = Object.entries(schema.properties ?? {}).filter(
    ([name, property]) =>
      schema.required?.includes(name) === true ||
      resolveSchema(document, property).schema.example !== undefined,
  );
  return Object.fromEntries(
    shown.map(([name, property]) => [name, exampleOf(document, property, level + 1)]),
  );
}

function scalarExample(document: Described, schema: Schema, level: number): unknown {
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0];
  switch (type) {
    case 'string':
      return STRINGS[schema.format ?? ''] ?? 'text';
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    case 'array':
      return schema.items ? [exampleOf(document, schema.items, level + 1)] : [];
    case 'object':
      return {};
    default:
      return null;
  }
}

const STRINGS: Readonly<Record<string, string>> = {
  uuid: '019a2f6e-7c1b-7d64-9a53-0c5e1f8b2d47',
  uri: 'https://example.com/file',
  'date-time': '2026-11-23T07:00:00Z',
};
