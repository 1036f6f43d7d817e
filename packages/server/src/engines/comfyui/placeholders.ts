/** What stands in a workflow for what is asked for: `"{{seed}}"` alone becomes the number, within a text it becomes text. */
import type { GenerationMode } from '../../kernel/environment.ts';
import { isJsonObject, type JsonValue } from '../../kernel/json.ts';

export const PLACEHOLDERS = [
  'prompt',
  'negative_prompt',
  'seed',
  'width',
  'height',
  'frames',
  'fps',
  'seconds',
  'sound',
  'image',
  'video',
  'id',
] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** Those that mean something in one mode only, and must stand in its workflow. */
export const FILES_OF_MODE: Readonly<Record<GenerationMode, readonly Placeholder[]>> = {
  text_to_video: [],
  image_to_video: ['image'],
  motion_control: ['image', 'video'],
};

export type Values = Readonly<Partial<Record<Placeholder, string | number | boolean>>>;

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;
const NOTHING_ELSE = /^\{\{([^{}]*)\}\}$/;

export function isPlaceholder(name: string): name is Placeholder {
  return (PLACEHOLDERS as readonly string[]).includes(name);
}

/** The names of all that look like one, known or not. */
export function placeholdersIn(value: JsonValue): ReadonlySet<string> {
  const found = new Set<string>();
  visit(value, (text) => {
    for (const [, name = ''] of text.matchAll(PLACEHOLDER)) found.add(name);
  });
  return found;
}

function visit(value: JsonValue, see: (text: string) => void): void {
  if (typeof value === 'string') see(value);
  else if (Array.isArray(value)) for (const one of value) visit(one, see);
  else if (typeof value === 'object' && value !== null)
    for (const one of Object.values(value)) visit(one, see);
}

/** What is put in is never looked through again: a prompt may have braces in it. */
export function fill(value: JsonValue, values: Values): JsonValue {
  if (typeof value === 'string') return fillText(value, values);
  if (isList(value)) return value.map((one) => fill(one, values));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, fill(one, values)]));
}

/** The type that Array.isArray tells has no read-only lists in it. */
function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function fillText(text: string, values: Values): JsonValue {
  const alone = NOTHING_ELSE.exec(text)?.[1];
  if (alone !== undefined) return valueOf(alone, values);
  return text.replaceAll(PLACEHOLDER, (_all, name: string) => String(valueOf(name, values)));
}

function valueOf(name: string, values: Values): string | number | boolean {
  const value = isPlaceholder(name) ? values[name] : undefined;
  if (value === undefined) throw new Error(`{{${name}}} stands for nothing here`);
  return value;
}
