import { isModelId } from '../../catalogue/models.ts';
import { ALL_MODEL_IDS } from '../../contract/models.ts';
import type { EngineKind } from '../../engines/engine-kind.ts';
import { createRedact } from '../../engines/redact.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json.ts';
import { COMMON_FIELDS, knownFields } from './engines-file.ts';
import type { Filled } from './environment-values.ts';
import { type Issue, issueProblems, shortJson, type Telling } from './issue-problems.ts';
import {
  descriptionOf,
  fileFieldsAt,
  inFileNames,
  objectOf,
  optionsSchema,
  renamedOptions,
  toFileName,
  toKindNames,
} from './kind-options.ts';
import { jsonPath, type Problem } from './problem.ts';

/** The part of an engine that only its kind understands. */
export function readOptions(
  kind: EngineKind<unknown>,
  given: JsonObject,
  at: readonly PropertyKey[],
  filled: Filled,
): { readonly problems: readonly Problem[]; readonly value: unknown } {
  const schema = optionsSchema(kind);
  const named = toKindNames(schema, given, at);
  const parsed = kind.options.safeParse(named.value);
  const strangers = unknownModels(given, at);
  if (parsed.success) return { problems: [...named.problems, ...strangers], value: parsed.data };
  const told = new Set([...named.problems, ...strangers].map(({ path }) => jsonPath(path)));
  const telling = tellingOf(schema, at, createRedact(secretsOf(given, filled)));
  const found = issueProblems(parsed.error.issues, named.value, telling);
  return {
    problems: [...named.problems, ...strangers, ...found.filter(({ path }) => !told.has(jsonPath(path)))],
    value: null,
  };
}

/** Every kind has its map from our models in `models`; a model that we do not have would do nothing there. */
function unknownModels({ models }: JsonObject, at: readonly PropertyKey[]): readonly Problem[] {
  return Object.keys(objectOf(models))
    .filter((model) => !isModelId(model))
    .map((model) => ({
      path: [...at, 'models', model],
      sentence: `is not known: the models are: ${ALL_MODEL_IDS.join(', ')}.`,
    }));
}

/** `redact`: the schemas of kinds write their own messages, and may have taken what was given into them. */
function tellingOf(
  schema: JsonObject,
  at: readonly PropertyKey[],
  redact: (text: string) => string,
): Telling {
  const renamed = renamedOptions(schema);
  return {
    pathInFile: (path) => [
      ...at,
      ...path.map((step) => (typeof step === 'string' && renamed.has(step) ? toFileName(step) : step)),
    ],
    // A text may be a key that was put into the wrong field.
    show: (value) => (typeof value === 'string' || typeof value === 'object' ? null : shortJson(value)),
    advise(issue, isMissing) {
      if (issue.code !== 'unrecognized_keys')
        return inFileNames(redact(messageOf(issue, isMissing, schema)), renamed);
      const fields = fileFieldsAt(schema, issue.path);
      return knownFields(
        issue.path.length === 0 ? ['kind', ...COMMON_FIELDS, ...fields] : fields,
        issue.keys,
      );
    },
  };
}

/** What is wrong, and what the field is for. */
function messageOf(issue: Issue, isMissing: boolean, schema: JsonObject): string {
  if (issue.code === 'custom') return issue.message;
  const message = issue.message.replace(/^Invalid input: /, '');
  const description = descriptionOf(schema, issue.path)?.replace(/\.$/, '');
  if (description === undefined) return message;
  return isMissing ? description : `${message} (${description})`;
}

const SECRET_FIELD = /key|secret|token|password/i;

/** What came out of the environment, and what stands in the file where only secrets do. */
export function secretsOf(given: JsonValue, filled: Filled): readonly string[] {
  const found = [...filled.secrets];
  const look = (part: JsonValue, isSecret: boolean): void => {
    if (typeof part === 'string' && isSecret) found.push(part);
    else if (Array.isArray(part)) part.forEach((item: JsonValue) => look(item, isSecret));
    else if (isJsonObject(part))
      for (const [name, item] of Object.entries(part)) look(item, isSecret || SECRET_FIELD.test(name));
  };
  look(given, false);
  return found;
}
