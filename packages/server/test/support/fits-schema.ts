import { isDeepStrictEqual } from 'node:util';

type Schema = Readonly<Record<string, unknown>>;
type Check = (rule: never, value: unknown, schema: Schema) => boolean;

/** True when `value` is valid by a JSON Schema of the keywords below. Throws at any other keyword, so that none is overlooked. */
export function fitsSchema(schema: unknown, value: unknown): boolean {
  if (!isObject(schema)) throw new TypeError(`not a schema: ${JSON.stringify(schema)}`);
  return Object.entries(schema).every(([keyword, rule]) => {
    if (ANNOTATIONS.has(keyword)) return true;
    const check = CHECKS[keyword];
    if (!check) throw new TypeError(`the keyword ${keyword} is not known here`);
    return check(rule as never, value, schema);
  });
}

const ANNOTATIONS = new Set([
  '$schema',
  'title',
  'description',
  'default',
  'examples',
  'format',
  'contentEncoding',
]);

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
};

const countOf = (schemas: readonly unknown[], value: unknown): number =>
  schemas.filter((schema) => fitsSchema(schema, value)).length;
/** A keyword says nothing of values of another type. */
const ofText =
  (check: (rule: never, text: string) => boolean): Check =>
  (rule, value) =>
    typeof value !== 'string' || check(rule, value);
const ofNumber =
  (check: (rule: never, number: number) => boolean): Check =>
  (rule, value) =>
    typeof value !== 'number' || check(rule, value);
const ofList =
  (check: (rule: never, list: readonly unknown[]) => boolean): Check =>
  (rule, value) =>
    !Array.isArray(value) || check(rule, value);
const ofObject =
  (check: (rule: never, object: Schema, schema: Schema) => boolean): Check =>
  (rule, value, schema) =>
    !isObject(value) || check(rule, value, schema);

const CHECKS: Readonly<Record<string, Check>> = {
  type: (rule: string | readonly string[], value) => [rule].flat().some((type) => TYPES[type]?.(value)),
  const: (rule, value) => isDeepStrictEqual(rule, value),
  enum: (rule: readonly unknown[], value) => rule.some((one) => isDeepStrictEqual(one, value)),
  anyOf: (rule: readonly unknown[], value) => countOf(rule, value) > 0,
  oneOf: (rule: readonly unknown[], value) => countOf(rule, value) === 1,
  allOf: (rule: readonly unknown[], value) => countOf(rule, value) === rule.length,
  not: (rule, value) => !fitsSchema(rule, value),
  minimum: ofNumber((rule: number, value) => value >= rule),
  maximum: ofNumber((rule: number, value) => value <= rule),
  minLength: ofText((rule: number, value) => Array.from(value).length >= rule),
  maxLength: ofText((rule: number, value) => Array.from(value).length <= rule),
  pattern: ofText((rule: string, value) => new RegExp(rule, 'u').test(value)),
  minItems: ofList((rule: number, value) => value.length >= rule),
  maxItems: ofList((rule: number, value) => value.length <= rule),
  items: ofList((rule, value) => value.every((item) => fitsSchema(rule, item))),
  required: ofObject((rule: readonly string[], value) => rule.every((field) => Object.hasOwn(value, field))),
  properties: ofObject((rule: Schema, value) =>
    Object.entries(rule).every(
      ([field, schema]) => !Object.hasOwn(value, field) || fitsSchema(schema, value[field]),
    ),
  ),
  additionalProperties: ofObject((rule: boolean, value, schema) => {
    const { properties } = schema;
    return (
      rule || Object.keys(value).every((field) => isObject(properties) && Object.hasOwn(properties, field))
    );
  }),
};

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
