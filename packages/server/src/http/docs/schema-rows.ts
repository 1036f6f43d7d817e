import { html } from 'hono/html';
import { resolveSchema, type Described, type Schema } from './described.ts';

/** A piece of page, already escaped. */
export type Markup = ReturnType<typeof html>;

const MOST_LEVELS = 3;

/** The fields of an object, a row each; objects inside it open on demand. */
export function schemaRows(document: Described, given: Schema, level = 0): Markup {
  const { schema } = resolveSchema(document, given);
  const properties = Object.entries(schema.properties ?? {});
  if (properties.length === 0) return html`<p class="type">${typeOf(document, schema)}</p>`;
  return html`<table>
    <tbody>
      ${properties.map(([name, property]) =>
        fieldRow(document, {
          name,
          schema: property,
          required: schema.required?.includes(name) === true,
          level,
        }),
      )}
    </tbody>
  </table>`;
}

/** A sentence of the contract; what stands between backticks is code. */
export function prose(text: string): Markup {
  return html`${text
    .split('`')
    .map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : piece))}`;
}

export interface Field {
  readonly name: string;
  readonly schema: Schema;
  readonly required: boolean;
  readonly level: number;
  readonly note?: string;
}

export function fieldRow(document: Described, { name, schema, required, level, note }: Field): Markup {
  const resolved = resolveSchema(document, schema).schema;
  const inner = innerObject(document, resolved);
  return html`<tr>
    <td><code>${name}</code>${required ? html` <span class="required">required</span>` : ''}</td>
    <td class="type">${typeOf(document, schema)}${note === undefined ? '' : html`<br />${note}`}</td>
    <td>
      ${prose(schema.description ?? resolved.description ?? '')} ${limitsOf(resolved)}
      ${
        inner && level < MOST_LEVELS
          ? html`<details>
              <summary>fields</summary>
              ${schemaRows(document, inner, level + 1)}
            </details>`
          : ''
      }
    </td>
  </tr>`;
}

/** The object that a field is, or that its list or its choice holds. */
function innerObject(document: Described, schema: Schema): Schema | null {
  if (schema.properties) return schema;
  if (schema.items) return innerObject(document, resolveSchema(document, schema.items).schema);
  for (const choice of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]) {
    const found = innerObject(document, resolveSchema(document, choice).schema);
    if (found) return found;
  }
  return null;
}

function typeOf(document: Described, given: Schema): string {
  const { schema, name } = resolveSchema(document, given);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map((choice) => typeOf(document, choice)))].join(' or ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.items) return `list of ${typeOf(document, schema.items)}`;
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  const kind = types.length > 0 ? types.join(' or ') : 'any';
  if (kind === 'object' && name !== null) return name;
  return schema.format === undefined ? kind : `${kind} (${schema.format})`;
}

function limitsOf(schema: Schema): Markup {
  const { minimum, maximum, minLength, maxLength, maxItems } = schema;
  const limits = [
    schema.enum ? `One of ${schema.enum.map((value) => String(value)).join(', ')}.` : null,
    range(minimum, maximum, ''),
    // "at least 1 character" goes without saying
    range(minLength === 1 && maxLength === undefined ? undefined : minLength, maxLength, ' characters'),
    maxItems === undefined ? null : `At most ${maxItems}.`,
    schema.default === undefined ? null : `Default: ${JSON.stringify(schema.default)}.`,
  ].filter((limit) => limit !== null);
  return html`${limits.length === 0 ? '' : html`<span class="limits">${limits.join(' ')}</span>`}`;
}

function range(least: number | undefined, most: number | undefined, unit: string): string | null {
  if (least !== undefined && most !== undefined) return `${least} to ${most}${unit}.`;
  if (least !== undefined) return `At least ${least}${unit}.`;
  return most === undefined ? null : `At most ${most}${unit}.`;
}
