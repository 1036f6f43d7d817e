/** Something in the file that cannot be used. */
export interface Problem {
  readonly path: readonly PropertyKey[];
  /** Goes on after the path: `must be ...; write ...`. */
  readonly sentence: string;
}

/** `engines[0].prices["kling_2.6"].per_second`; empty for the whole file. */
export function jsonPath(path: readonly PropertyKey[]): string {
  return path.map((step, index) => oneStep(step, index === 0)).join('');
}

function oneStep(step: PropertyKey, isFirst: boolean): string {
  if (typeof step === 'number') return `[${step}]`;
  const name = String(step);
  if (!/^[A-Za-z_$][\w$-]*$/.test(name)) return `[${JSON.stringify(name)}]`;
  return isFirst ? name : `.${name}`;
}

/** One line for the operator. `source` is where the text came from. */
export function problemLine(source: string, { path, sentence }: Problem): string {
  const where = jsonPath(path);
  return where === '' ? `${source}: ${sentence}` : `${source}: ${where} ${sentence}`;
}
