import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ENGINE_KINDS } from '../../engines/engine-kinds.ts';
import { newId } from '../../kernel/ids.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json.ts';
import { silentLogger } from '../../kernel/log.ts';
import { COMMON_FIELDS } from './engines-file.ts';
import { enginesFileSchema } from './engines-schema.ts';
import { objectOf } from './kind-options.ts';
import { readEnginesFile } from './read-engines-file.ts';

const root = new URL('../../../../../', import.meta.url);
const textOf = (path: string): Promise<string> => readFile(new URL(path, root), 'utf8');

/** Every variable has a value that fits what it is for. */
function valueOf(name: string): string {
  if (name.includes('SECRET')) return 'whsec_c2VjcmV0LWZvci10ZXN0cw==';
  return name.includes('URL') ? 'https://upstream.example' : 'a-key-for-tests';
}

function environmentFor(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...text.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => [name, valueOf(name)]));
}

const guide = await textOf('docs/guides/upstreams.md');
const ofGuide = [...guide.matchAll(/^( *)```json\n([\s\S]*?)^\1```/gm)].map(([, , text = '']) => text);
const examples = [await textOf('examples/reelay.config.json'), ...ofGuide];

const schema = enginesFileSchema();
const published = z.fromJSONSchema(schema);

test('the published schema is the one of this code', async () => {
  expect(JSON.parse(await textOf('docs/reelay.config.schema.json'))).toEqual(schema);
});

test.each(examples)('example %# can be used as it stands, and editors find nothing wrong with it', (text) => {
  const { engines } = readEnginesFile(text, environmentFor(text), {
    path: 'example',
    baseDirectory: fileURLToPath(root),
  });
  for (const engine of engines) {
    const made = engine.create({
      log: silentLogger,
      clock: { now: () => new Date(0) },
      newId,
      hasPublicUrl: true,
    });
    expect(made.id).toBe(engine.settings.id);
  }
  expect(published.safeParse(JSON.parse(text)).error).toBeUndefined();
});

test('the guide shows every kind of engine, and every policy', () => {
  for (const kind of Object.keys(ENGINE_KINDS)) {
    expect(guide).toContain(`### \`${kind}\``);
    expect(ofGuide.join('\n')).toContain(`"kind": "${kind}"`);
  }
});

const kling = { id: 'kling', kind: 'kling', api_key: '${KLING_API_KEY}' };

test.each<[string, JsonObject]>([
  ['no engines', {}],
  ['another field', { engines: [], route: [] }],
  ['another kind', { engines: [{ ...kling, kind: 'klng' }] }],
  ['no id', { engines: [{ kind: 'kling', api_key: 'x' }] }],
  ['another field of an engine', { engines: [{ ...kling, apiKey: 'x' }] }],
  ['a field of another kind', { engines: [{ ...kling, dedupes: true }] }],
  ['another model', { engines: [{ ...kling, serves: ['kling_9'] }] }],
  ['a price of another model', { engines: [{ ...kling, prices: { kling_9: { per_second: 1 } } }] }],
  ['a word for a number', { engines: [{ ...kling, concurrency: 'many' }] }],
  ['another policy', { engines: [kling], routes: [{ engines: ['kling'], policy: 'best' }] }],
  ['another trouble', { engines: [kling], routes: [{ engines: ['kling'], fallback_on: ['500'] }] }],
])('an editor tells %s, and so does the server', (_name, file) => {
  expect(published.safeParse(file).success).toBe(false);
  const text = JSON.stringify(file);
  expect(() =>
    readEnginesFile(text, environmentFor(text), { path: 'test.json', baseDirectory: '/nowhere' }),
  ).toThrow('test.json: ');
});

test('each field in the schema says what it is for, in the names of the file', () => {
  const nameless: string[] = [];
  const look = (part: JsonValue, path: string): void => {
    if (Array.isArray(part)) part.forEach((item: JsonValue, index) => look(item, `${path}[${index}]`));
    if (!isJsonObject(part)) return;
    for (const [name, field] of Object.entries(objectOf(part['properties']))) {
      expect(name).toMatch(/^\$?[a-z0-9_]+$/);
      const isNamed = typeof objectOf(field)['description'] === 'string';
      if (!isNamed) nameless.push(`${path}.${name}`);
    }
    for (const [keyword, inside] of Object.entries(part)) look(inside, `${path}/${keyword}`);
  };
  // What is further inside an option of a kind is told with the option.
  const { engines, ...others } = objectOf(schema['properties']);
  look({ properties: others }, '');
  for (const [name, kind] of Object.entries(objectOf(objectOf(engines)['items'])['anyOf'] ?? [])) {
    const fields = objectOf(objectOf(kind)['properties']);
    for (const [field, told] of Object.entries(fields))
      if (typeof objectOf(told)['description'] !== 'string') nameless.push(`${name}.${field}`);
  }
  expect(nameless).toEqual([]);
});

test('no kind has an option of the name of a field that all engines have', () => {
  for (const [name, kind] of Object.entries(ENGINE_KINDS)) {
    const text = JSON.stringify(enginesFileSchema({ [name]: kind }));
    expect(text).not.toContain('"$defs":{}');
    const own = objectOf(
      JSON.parse(JSON.stringify(z.toJSONSchema(kind.options, { io: 'input', unrepresentable: 'any' }))),
    );
    const shared = Object.keys(objectOf(own['properties'])).filter((option) => COMMON_FIELDS.has(option));
    expect(shared).toEqual([]);
  }
});
