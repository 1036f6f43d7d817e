import type { JsonValue } from '../../kernel/json.ts';

export type ReadJson = { readonly value: JsonValue } | { readonly problem: string };

/** The file of an operator has 6 levels. More than this would only be there to exhaust the stack. */
const MOST_LEVELS = 64;

const SPACE = /[ \t\r\n]*/y;
// oxlint-disable-next-line no-control-regex -- JSON refuses them inside strings
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*"/y;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

class BadJson extends Error {
  readonly at: number;
  constructor(at: number, what: string) {
    super(what);
    this.at = at;
  }
}

/**
 * Like JSON.parse, with what its messages lack or tell too much: where the text goes wrong, a field that is written twice,
 * and nothing of the text itself, which may have keys in it.
 */
export function readJson(text: string): ReadJson {
  const plain = text.startsWith('\ufeff') ? text.slice(1) : text;
  try {
    checkJson(plain);
  } catch (error) {
    if (!(error instanceof BadJson)) throw error;
    const before = plain.slice(0, error.at).split('\n');
    return {
      problem: `is not JSON: line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}: ${error.message}.`,
    };
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what JSON.parse makes of a text is this
  return { value: JSON.parse(plain) as JsonValue };
}

function checkJson(text: string): void {
  let at = 0;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    if (found !== null) at += found.length;
    return found;
  };
  const takeMark = (mark: string): boolean => {
    take(SPACE);
    if (text[at] !== mark) return false;
    at += 1;
    return true;
  };
  const expectMark = (mark: string, what: string): void => {
    if (!takeMark(mark)) throw new BadJson(at, what);
  };

  function value(level: number): void {
    if (level > MOST_LEVELS) throw new BadJson(at, `it is nested deeper than ${MOST_LEVELS} levels`);
    if (takeMark('{')) return members(level);
    if (takeMark('[')) return items(level);
    if (text[at] === '"') {
      if (take(STRING) === null) throw new BadJson(at, 'this string does not end, or has a wrong escape');
      return;
    }
    if (take(SCALAR) === null)
      throw new BadJson(
        at,
        'a value is expected: a string in double quotes, a number, true, false, null, { or [',
      );
  }
  function members(level: number): void {
    if (takeMark('}')) return;
    const names = new Set<string>();
    do {
      take(SPACE);
      const start = at;
      const name = take(STRING);
      if (name === null) throw new BadJson(at, 'the name of a field in double quotes is expected');
      if (names.has(name)) throw new BadJson(start, `the field ${name} is here a second time`);
      names.add(name);
      expectMark(':', 'a colon is expected after the name of a field');
      value(level + 1);
    } while (takeMark(','));
    expectMark('}', 'a comma or } is expected');
  }
  function items(level: number): void {
    if (takeMark(']')) return;
    do value(level + 1);
    while (takeMark(','));
    expectMark(']', 'a comma or ] is expected');
  }

  value(0);
  take(SPACE);
  if (at < text.length) throw new BadJson(at, 'nothing is expected after the end');
}
