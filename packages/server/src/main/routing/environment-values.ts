import { isJsonObject, type JsonValue } from '../../kernel/json.ts';
import { jsonPath, type Problem } from './problem.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

export interface Filled {
  readonly value: JsonValue;
  readonly problems: readonly Problem[];
  /** Where a variable stood: what is there now is never shown. */
  readonly secretPaths: ReadonlySet<string>;
  /** What came out of the environment. */
  readonly secrets: readonly string[];
}

const WHOLE = /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/;
const INSIDE = /\$\{([A-Z_][A-Z0-9_]*)\}/;

/** Puts the variable's value where a string is exactly `${NAME}`. An empty variable counts as unset. */
export function fillInVariables(value: JsonValue, environment: Variables): Filled {
  const problems: Problem[] = [];
  const secretPaths = new Set<string>();
  const secrets: string[] = [];

  function fillString(text: string, path: readonly PropertyKey[]): string {
    const name = WHOLE.exec(text)?.[1];
    if (name === undefined) {
      const inside = INSIDE.exec(text)?.[1];
      if (inside !== undefined)
        problems.push({
          path,
          sentence: `has \${${inside}} inside other text, where it is not filled in; write "\${${inside}}" alone and put the whole text into the variable.`,
        });
      return text;
    }
    const given = Object.hasOwn(environment, name) ? environment[name] : undefined;
    if (given === undefined || given === '') {
      problems.push({
        path,
        sentence: `names the environment variable ${name}, which is not set; set it where the server is started.`,
      });
      return text;
    }
    secretPaths.add(jsonPath(path));
    secrets.push(given);
    return given;
  }

  function fill(part: JsonValue, path: readonly PropertyKey[]): JsonValue {
    if (typeof part === 'string') return fillString(part, path);
    if (Array.isArray(part)) return part.map((item: JsonValue, index) => fill(item, [...path, index]));
    if (!isJsonObject(part)) return part;
    return Object.fromEntries(Object.entries(part).map(([key, item]) => [key, fill(item, [...path, key])]));
  }

  return { value: fill(value, []), problems, secretPaths, secrets };
}
