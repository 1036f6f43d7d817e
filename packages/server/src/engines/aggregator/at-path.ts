import { isJsonObject, type JsonValue } from '../../kernel/json.ts';

/** The step that reads a text as JSON: kie keeps its results in one. */
const PARSE = '(json)';

/** What is at `data.works.0.url`; undefined when there is nothing. */
export function atPath(json: JsonValue | undefined, path: string): JsonValue | undefined {
  return path.split('.').reduce(step, json);
}

function step(value: JsonValue | undefined, name: string): JsonValue | undefined {
  if (value === undefined || value === null) return undefined;
  if (name === PARSE) return parsed(value);
  if (typeof value !== 'object') return undefined;
  if (isJsonObject(value)) return Object.hasOwn(value, name) ? value[name] : undefined;
  return /^\d+$/.test(name) ? value[Number(name)] : undefined;
}

function parsed(value: JsonValue): JsonValue | undefined {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what JSON.parse returns is JSON
    return typeof value === 'string' ? (JSON.parse(value) as JsonValue) : undefined;
  } catch {
    return undefined;
  }
}

/** The text there, or a number as text: ids and codes are either. Undefined for an empty one. */
export function textAt(json: JsonValue | undefined, path: string | undefined): string | undefined {
  const value = path === undefined ? undefined : atPath(json, path);
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  return value === '' ? undefined : String(value);
}
