/** Texts and JSON with placeholders: `{prompt}`, `{sound|onOff}`, `{durationSeconds|text}`, `{model.tier}`. */
import { isJsonObject, type JsonValue } from '../../kernel/json.ts';

export type Values = Readonly<Record<string, JsonValue | undefined>>;
export type Maps = Readonly<Record<string, Readonly<Record<string, JsonValue>>>>;

const PLACEHOLDER = /\{([a-zA-Z][\w.]*)(?:\|([a-zA-Z]\w*))?\}/g;
const WHOLE = /^\{([a-zA-Z][\w.]*)(?:\|([a-zA-Z]\w*))?\}$/;

/** Numbers and truth values as text; every other name after the bar is one of the description's maps. */
const AS_TEXT = 'text';

/** Undefined when it comes to nothing: a placeholder without a value, or an object or a list of nothing else. */
export function fill(template: JsonValue, values: Values, maps: Maps): JsonValue | undefined {
  if (typeof template === 'string') return fillText(template, values, maps);
  if (Array.isArray(template)) {
    const items = template
      .map((item: JsonValue) => fill(item, values, maps))
      .filter((item) => item !== undefined);
    return items.length === 0 && template.length > 0 ? undefined : items;
  }
  if (template === null || typeof template !== 'object' || !isJsonObject(template)) return template;
  const before = Object.entries(template);
  const filled = before
    .map(([name, value]) => [name, fill(value, values, maps)] as const)
    .filter((entry): entry is [string, JsonValue] => entry[1] !== undefined);
  return filled.length === 0 && before.length > 0 ? undefined : Object.fromEntries(filled);
}

function fillText(text: string, values: Values, maps: Maps): JsonValue | undefined {
  const whole = WHOLE.exec(text);
  if (whole) return valueOf(whole[1] ?? '', whole[2], values, maps);
  let isWhole = true;
  const filled = text.replaceAll(PLACEHOLDER, (_match, name: string, filter: string | undefined) => {
    const text = plainText(valueOf(name, filter, values, maps));
    isWhole &&= text !== undefined;
    return text ?? '';
  });
  return isWhole ? filled : undefined;
}

function valueOf(
  name: string,
  filter: string | undefined,
  values: Values,
  maps: Maps,
): JsonValue | undefined {
  const value = values[name];
  if (value === undefined || value === null) return undefined;
  if (filter === undefined) return value;
  const text = plainText(value) ?? JSON.stringify(value);
  return filter === AS_TEXT ? text : maps[filter]?.[text];
}

function plainText(value: JsonValue | undefined): string | undefined {
  return value === undefined || typeof value === 'object' ? undefined : String(value);
}

/** For a path: every value is one segment. Undefined when one is missing. */
export function fillPath(
  path: string,
  values: Values,
  keepsSlashesOf: (name: string) => boolean,
): string | undefined {
  let isWhole = true;
  const filled = path.replaceAll(PLACEHOLDER, (_match, name: string) => {
    const value = plainText(values[name]);
    isWhole &&= value !== undefined;
    const text = encodeURIComponent(value ?? '');
    return keepsSlashesOf(name) ? text.replaceAll('%2F', '/') : text;
  });
  return isWhole ? filled : undefined;
}

export interface Placeholder {
  readonly name: string;
  readonly filter: string | undefined;
}

export function placeholdersOf(template: JsonValue): readonly Placeholder[] {
  return [...JSON.stringify(template).matchAll(PLACEHOLDER)].map(([, name = '', filter]) => ({
    name,
    filter,
  }));
}

export function isKnownFilter(filter: string | undefined, maps: Maps): boolean {
  return filter === undefined || filter === AS_TEXT || Object.hasOwn(maps, filter);
}
