/**
 * The fields of one kind of engine as the file writes them. In the file every name is in snake_case, as in the API; a kind
 * names its options as its code does, and what is data, such as the names of models, stays as it is.
 */
import { z } from 'zod';
import type { EngineKind } from '../../engines/engine-kind.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json.ts';
import type { Problem } from './problem.ts';

type Path = readonly PropertyKey[];

/** The JSON Schema of what a kind takes, in its own names. */
export function optionsSchema(kind: EngineKind<unknown>): JsonObject {
  const made = z.toJSONSchema(kind.options, { io: 'input', unrepresentable: 'any' });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a JSON Schema is JSON
  return JSON.parse(JSON.stringify(made)) as JsonObject;
}

export function toFileName(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}

/** The names of options whose spelling in the file is another, wherever in the schema they are. */
export function renamedOptions(schema: JsonValue): ReadonlySet<string> {
  const names = new Set<string>();
  const look = (part: JsonValue): void => {
    if (Array.isArray(part)) part.forEach(look);
    else if (isJsonObject(part)) {
      for (const name of Object.keys(objectOf(part['properties'])))
        if (toFileName(name) !== name) names.add(name);
      Object.values(part).forEach(look);
    }
  };
  look(schema);
  return names;
}

/** A text that names options, with the names of the file. */
export function inFileNames(text: string, renamed: ReadonlySet<string>): string {
  return text.replaceAll(/\b[a-z]+[A-Z]\w*\b/g, (word) => (renamed.has(word) ? toFileName(word) : word));
}

/** What the file says, in the names of the kind. */
export function toKindNames(
  schema: JsonObject,
  value: JsonValue,
  at: Path,
): { readonly value: JsonValue; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const rename = (schemas: readonly JsonObject[], part: JsonValue, path: Path): JsonValue => {
    if (Array.isArray(part))
      return part.map((item: JsonValue, index) => rename(below(schemas, 'items'), item, [...path, index]));
    if (!isJsonObject(part)) return part;
    const known = namesOf(schemas);
    return Object.fromEntries(
      Object.entries(part).map(([name, item]) => {
        const option = known.get(name);
        if (option === undefined && [...known.values()].includes(name))
          problems.push({ path: [...path, name], sentence: `is not known: write ${toFileName(name)}.` });
        const inside =
          option === undefined ? below(schemas, 'additionalProperties') : property(schemas, option);
        return [option ?? name, rename(inside, item, [...path, name])] as const;
      }),
    );
  };
  return { value: rename(alternatives(schema), value, at), problems };
}

/** The fields that the file may have at a place of the options, whose path is in the names of the kind. */
export function fileFieldsAt(schema: JsonObject, path: Path): readonly string[] {
  return [...namesOf(path.reduce(step, alternatives(schema))).keys()];
}

/** What its kind says about an option, or about the nearest above it that it says something about. */
export function descriptionOf(schema: JsonObject, path: Path): string | null {
  const schemas = path.reduce(step, alternatives(schema));
  const [described] = schemas.map((one) => one['description']).filter((text) => typeof text === 'string');
  return described ?? (path.length > 1 ? descriptionOf(schema, path.slice(0, -1)) : null);
}

/** One level further inside. */
function step(inside: readonly JsonObject[], to: PropertyKey): readonly JsonObject[] {
  if (typeof to === 'number') return below(inside, 'items');
  const named = property(inside, String(to));
  return named.length > 0 ? named : below(inside, 'additionalProperties');
}

/** The names in the file, each with the option that it is. */
function namesOf(schemas: readonly JsonObject[]): ReadonlyMap<string, string> {
  const names = schemas.flatMap((schema) => Object.keys(objectOf(schema['properties'])));
  return new Map(names.map((name) => [toFileName(name), name]));
}

function property(schemas: readonly JsonObject[], name: string): readonly JsonObject[] {
  return schemas.flatMap((schema) => {
    const properties = objectOf(schema['properties']);
    return Object.hasOwn(properties, name) ? alternatives(properties[name]) : [];
  });
}

function below(
  schemas: readonly JsonObject[],
  keyword: 'items' | 'additionalProperties',
): readonly JsonObject[] {
  return schemas.flatMap((schema) => alternatives(schema[keyword]));
}

/** A schema and everything that it may also be. */
function alternatives(schema: JsonValue | undefined): readonly JsonObject[] {
  if (schema === undefined || !isJsonObject(schema)) return [];
  const further = (['anyOf', 'oneOf', 'allOf'] as const).flatMap((keyword) => {
    const list = schema[keyword];
    return Array.isArray(list) ? list.flatMap((one: JsonValue) => alternatives(one)) : [];
  });
  return [schema, ...further];
}

export function objectOf(value: JsonValue | undefined): JsonObject {
  return value !== undefined && isJsonObject(value) ? value : {};
}
