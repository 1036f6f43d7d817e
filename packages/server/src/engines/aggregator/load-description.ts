import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { isJsonObject, type JsonValue } from '../../kernel/json.ts';
import { Description, type Models } from './description.ts';
import { isKnownFilter, placeholdersOf } from './template.ts';
import { isKnownPlaceholder } from './values.ts';

export const SHIPPED = ['kie', 'piapi', 'wavespeed'] as const;

export function isShipped(nameOrPath: string): boolean {
  return (SHIPPED as readonly string[]).includes(nameOrPath);
}

/** One of the shipped files by its name, or the file at a path. Throws with a sentence when it is no description. */
export function loadDescription(nameOrPath: string): Description {
  const file = isShipped(nameOrPath)
    ? new URL(`./upstreams/${nameOrPath}.json`, import.meta.url)
    : nameOrPath;
  return readDescription(parseFile(file, nameOrPath), nameOrPath);
}

function parseFile(file: URL | string, name: string): JsonValue {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what JSON.parse returns is JSON
    return JSON.parse(readFileSync(file, 'utf8')) as JsonValue;
  } catch (error) {
    throw new Error(
      `The description ${name} cannot be read (${String(error)}). Give the path of a JSON file, or one of ${SHIPPED.join(', ')}.`,
      { cause: error },
    );
  }
}

export function readDescription(json: JsonValue, name: string): Description {
  const { data, error } = Description.safeParse(json);
  if (!data) throw new Error(`The description ${name} is not right:\n${z.prettifyError(error)}`);
  const mistakes = mistakesOf(data, data.models);
  if (mistakes.length > 0) throw new Error(`The description ${name} is not right:\n${mistakes.join('\n')}`);
  return data;
}

/** What the schema cannot see: placeholders, maps and bodies that are not there. */
export function mistakesOf(description: Description, models: Models): readonly string[] {
  const { submit, maps, headers, poll, cancel } = description;
  const mistakes: string[] = [];
  for (const [model, modes] of Object.entries(models))
    for (const [mode, entry] of Object.entries(modes)) {
      const place = `models.${model}.${mode}`;
      const body = entry.body ?? bodyOfMode(submit.bodies, mode);
      if (body === undefined || !isJsonObject(body)) mistakes.push(`${place} has no body`);
      for (const { name, filter } of placeholdersOf([body ?? null, submit.path, submit.query])) {
        if (!isKnownPlaceholder(name, entry)) mistakes.push(`${place}: {${name}} stands for nothing`);
        if (!isKnownFilter(filter, maps)) mistakes.push(`${place}: there is no map ${filter}`);
      }
    }
  for (const { name } of placeholdersOf(headers))
    if (name !== 'apiKey') mistakes.push(`headers: {${name}} stands for nothing`);
  for (const { name } of placeholdersOf([poll.path, poll.query, cancel?.path ?? '']))
    if (name !== 'id') mistakes.push(`poll or cancel: {${name}} stands for nothing`);
  return mistakes;
}

function bodyOfMode(
  bodies: Readonly<Record<string, JsonValue | undefined>>,
  mode: string,
): JsonValue | undefined {
  return bodies[mode];
}
