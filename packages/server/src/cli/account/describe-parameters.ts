import { z } from 'zod';

/** A field of the bodies that a model takes. */
export interface Parameter {
  readonly name: string;
  /** Its values, in a few words. */
  readonly takes: string;
  readonly about: string;
  readonly isRequired: boolean;
}

/** What is read of a JSON Schema; one of another shape only means that less is shown. */
const Property = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.object({ type: z.string().optional() })).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  default: z.unknown().optional(),
  description: z.string().optional(),
});
type Property = z.infer<typeof Property>;

const Parameters = z.object({
  properties: z.record(z.string(), Property).catch({}),
  required: z.array(z.string()).catch([]),
});

const TYPES: Readonly<Record<string, string>> = {
  boolean: 'true or false',
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  array: 'a list',
  object: 'an object',
};

/** The parameters of a model, required ones first. */
export function describeParameters(schema: unknown): readonly Parameter[] {
  const { properties, required } = Parameters.catch({ properties: {}, required: [] }).parse(schema);
  return Object.entries(properties)
    .map(([name, property]) => ({
      name,
      takes: takesOf(property),
      about: property.description ?? '',
      isRequired: required.includes(name),
    }))
    .toSorted((a, b) => Number(b.isRequired) - Number(a.isRequired));
}

function takesOf(property: Property): string {
  const { default: usual } = property;
  return usual === undefined ? valuesOf(property) : `${valuesOf(property)} (${wordOf(usual)})`;
}

function valuesOf({
  const: only,
  enum: choices,
  anyOf,
  type,
  minimum,
  maximum,
  maxLength,
}: Property): string {
  if (only !== undefined) return wordOf(only);
  if (choices) return [...new Set(choices.map(wordOf))].join(', ');
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`;
  if (maxLength !== undefined) return `text of at most ${maxLength} characters`;
  const types = anyOf ? anyOf.map((one) => one.type) : [type].flat();
  const words = types.flatMap((name) => (name === undefined || name === 'null' ? [] : [TYPES[name] ?? name]));
  return words.length === 0 ? '-' : [...new Set(words)].join(' or ');
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
