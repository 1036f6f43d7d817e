/** What zod found, as sentences for the operator. */
import type { z } from 'zod';
import type { JsonValue } from '../../kernel/json.ts';
import type { Problem } from './problem.ts';

export type Issue = z.core.$ZodIssue;

/** How the place is told where the issues come from. */
export interface Telling {
  /** From the path of an issue to the path in the file. */
  readonly pathInFile: (path: readonly PropertyKey[]) => readonly PropertyKey[];
  /** A value that may be shown, or null. */
  readonly show: (value: JsonValue, pathInFile: readonly PropertyKey[]) => string | null;
  /** The next step; by default what the schema says. */
  readonly advise?: (issue: Issue, isMissing: boolean) => string | null;
}

const MOST_SHOWN_CHARACTERS = 60;

/** A value for a message: short, on one line. */
export function shortJson(value: JsonValue): string {
  const json = JSON.stringify(value);
  return json.length > MOST_SHOWN_CHARACTERS ? `${json.slice(0, MOST_SHOWN_CHARACTERS - 1)}…` : json;
}

export function issueProblems(
  issues: readonly Issue[],
  value: JsonValue,
  telling: Telling,
): readonly Problem[] {
  return issues.flatMap((issue): readonly Problem[] => {
    const nearest = issue.code === 'invalid_union' ? nearestBranch(issue) : null;
    if (nearest)
      return issueProblems(
        nearest.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })),
        value,
        telling,
      );
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        path: telling.pathInFile([...issue.path, key]),
        sentence: `is not known: ${advice({ ...issue, keys: [key] }, telling, false)}.`,
      }));
    return [{ path: telling.pathInFile(issue.path), sentence: sentence(issue, value, telling) }];
  });
}

function sentence(issue: Issue, whole: JsonValue, telling: Telling): string {
  const value = valueAt(whole, issue.path);
  if (issue.code === 'invalid_key') return `is not known: ${issue.issues[0]?.message ?? issue.message}.`;
  if (value === undefined) return `is missing: ${advice(issue, telling, true)}.`;
  const shown = telling.show(value, telling.pathInFile(issue.path));
  return `${shown === null ? '' : `${shown} `}cannot be used: ${advice(issue, telling, false)}.`;
}

function advice(issue: Issue, telling: Telling, isMissing: boolean): string {
  return (telling.advise?.(issue, isMissing) ?? issue.message).replace(/\.$/, '');
}

/** Of a choice between shapes the one that was most likely meant; null when the schema says by itself what is wrong. */
function nearestBranch(issue: Extract<Issue, { code: 'invalid_union' }>): readonly Issue[] | null {
  if (issue.message !== 'Invalid input') return null;
  const branches = issue.errors.filter((branch) => branch.length > 0);
  const [nearest] = branches.toSorted((a, b) => strangeness(a) - strangeness(b) || a.length - b.length);
  return nearest ?? null;
}

/** 1 when the value is not even of the branch's type: what is wrong inside is nearer than that. */
function strangeness(branch: readonly Issue[]): number {
  return branch.some(({ path, code }) => path.length === 0 && code !== 'unrecognized_keys') ? 1 : 0;
}

function valueAt(whole: JsonValue, path: readonly PropertyKey[]): JsonValue | undefined {
  let value: JsonValue | undefined = whole;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- arrays and objects are both read by own keys
    const own = value as { readonly [key: PropertyKey]: JsonValue };
    value = Object.hasOwn(own, step) ? own[step] : undefined;
  }
  return value;
}
