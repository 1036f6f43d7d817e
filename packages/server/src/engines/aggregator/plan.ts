import type { GenerationMode } from '../../kernel/environment.ts';
import type { JsonValue } from '../../kernel/json.ts';
import type { Description, ModelEntry } from './description.ts';
import { placeholdersOf } from './template.ts';

/** How one model is asked for in one mode. */
export interface Plan {
  readonly entry: ModelEntry;
  readonly body: JsonValue;
  /** Names of all that the request says: what is not among them the upstream is not told. */
  readonly says: ReadonlySet<string>;
}

/** Null when the description has no such model. */
export function planOf({ models, submit }: Description, model: string, mode: GenerationMode): Plan | null {
  const entry = Object.hasOwn(models, model) ? models[model]?.[mode] : undefined;
  const body = entry?.body ?? submit.bodies[mode];
  if (entry === undefined || body === undefined) return null;
  const placeholders = placeholdersOf([body, submit.path, submit.query]);
  return { entry, body, says: new Set(placeholders.map(({ name }) => name)) };
}
