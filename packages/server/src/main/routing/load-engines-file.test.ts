import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Engine } from '../../engines/engine.ts';
import type { EngineKindDeps } from '../../engines/engine-kind.ts';
import { newId } from '../../kernel/ids.ts';
import { silentLogger } from '../../kernel/log.ts';
import { ConfigError } from '../config.ts';
import { type EnginesFilePlace, loadEnginesFile } from './load-engines-file.ts';

const STUDIO_ALONE = JSON.stringify({ engines: [], routes: [{ engines: ['studio'] }] });

async function aFile(text: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-config-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const path = join(directory, 'engines.json');
  await writeFile(path, text);
  return path;
}

test('without a setting and without the usual file there is no configuration', async () => {
  const path = await aFile('{}');
  expect(await loadEnginesFile({}, {}, dirname(path))).toBeNull();
});

test('the usual file is found without a setting', async () => {
  const directory = dirname(await aFile('{}'));
  await writeFile(join(directory, 'reelay.config.json'), STUDIO_ALONE);
  const found = await loadEnginesFile({}, {}, directory);
  expect(found?.router.routes).toMatchObject([{ engines: ['studio'] }]);
});

test('a file is read, and so is the same text in the environment', async () => {
  const path = await aFile(STUDIO_ALONE);
  const fromFile = await loadEnginesFile({ configPath: path }, {});
  expect(fromFile?.router.routes).toMatchObject([{ engines: ['studio'] }]);
  expect(fromFile?.source).toBe(path);
  expect(await loadEnginesFile({ configJson: STUDIO_ALONE }, {})).toEqual({
    ...fromFile,
    source: 'REELAY_CONFIG_JSON',
  });
});

test('a file that was named and is not there stops the start', async () => {
  const path = join(tmpdir(), 'reelay-nobody', 'engines.json');
  await expect(loadEnginesFile({ configPath: path }, {})).rejects.toThrow(ConfigError);
  await expect(loadEnginesFile({ configPath: path }, {})).rejects.toThrow(
    `REELAY_CONFIG: ${path} cannot be read`,
  );
});

test('problems name the file, or the variable', async () => {
  const path = await aFile('{}');
  await expect(loadEnginesFile({ configPath: path }, {})).rejects.toThrow(`${path}: engines is missing`);
  await expect(loadEnginesFile({ configJson: '{}' }, {})).rejects.toThrow(
    'REELAY_CONFIG_JSON: engines is missing',
  );
});

const deps: EngineKindDeps = {
  log: silentLogger,
  clock: { now: () => new Date(0) },
  newId,
  hasPublicUrl: true,
};

const COMFY = { id: 'gpu', kind: 'comfyui', base_url: 'http://gpu.internal:8188' };
const WORKFLOW = JSON.stringify({ a: { class_type: 'A', inputs: { t: '{{prompt}}', n: '{{frames}}' } } });

/** A folder with `engines.json`, whose one engine is `engine`, and with `parts/own.json`. */
async function aFolder(engine: object, part: string): Promise<string> {
  const directory = dirname(await aFile(JSON.stringify({ engines: [engine] })));
  await mkdir(join(directory, 'parts'));
  await writeFile(join(directory, 'parts', 'own.json'), part);
  return directory;
}

async function makeEngine(place: EnginesFilePlace, directory?: string): Promise<Engine | undefined> {
  const [prepared] = (await loadEnginesFile(place, {}, directory))?.engines ?? [];
  const engine = prepared?.create(deps);
  onTestFinished(() => engine?.close?.());
  return engine;
}

const kie = await readFile(new URL('../../engines/aggregator/upstreams/kie.json', import.meta.url), 'utf8');

test.each<[string, object, string]>([
  ['a workflow', { ...COMFY, workflows: { text_to_video: './parts/own.json' } }, WORKFLOW],
  [
    'a description of an upstream',
    { id: 'own', kind: 'aggregator', api_key: 'k', description: 'parts/own.json' },
    kie,
  ],
])('the path of %s begins at the folder of the file, wherever the server was started', async (...row) => {
  const [, engine, part] = row;
  const directory = await aFolder(engine, part);
  expect(await makeEngine({ configPath: join(directory, 'engines.json') })).toBeDefined();
  const place = { configPath: join(basename(directory), 'engines.json') };
  expect(await makeEngine(place, dirname(directory))).toBeDefined();
});

test('without a file it begins where the server was started', async () => {
  const engine = { ...COMFY, workflows: { text_to_video: 'parts/own.json' } };
  const directory = await aFolder(engine, WORKFLOW);
  const configJson = JSON.stringify({ engines: [engine] });
  expect(await makeEngine({ configJson }, directory)).toBeDefined();
  await expect(makeEngine({ configJson }, dirname(directory))).rejects.toThrow(
    /engines\[0\] \(gpu\) cannot be made: The workflow own\.json cannot be read/,
  );
});

test('a path from the root, a shipped description and a mode that is not made are as they are', async () => {
  const directory = await aFolder(COMFY, WORKFLOW);
  const workflows = { text_to_video: join(directory, 'parts', 'own.json'), motion_control: null };
  const own = await makeEngine({ configJson: JSON.stringify({ engines: [{ ...COMFY, workflows }] }) });
  expect(own?.supports({ model: 'kling_3_motion', mode: 'motion_control' }).supported).toBe(false);
  const shipped = { id: 'kie', kind: 'aggregator', api_key: 'k', description: 'kie' };
  expect(await makeEngine({ configJson: JSON.stringify({ engines: [shipped] }) }, directory)).toBeDefined();
});

test('time for a video is only for engines that can stop one', async () => {
  const timeouts = { answer_seconds: 60, video_seconds: 900 };
  const withTimeouts = (engine: object): EnginesFilePlace => ({
    configJson: JSON.stringify({ engines: [{ ...engine, timeouts }] }),
  });
  expect(await makeEngine(withTimeouts(COMFY))).toBeDefined();
  await expect(makeEngine(withTimeouts({ id: 'main', kind: 'kling', api_key: 'k' }))).rejects.toThrow(
    new ConfigError([
      'REELAY_CONFIG_JSON: engines[0].timeouts.video_seconds cannot be used: main cannot stop a video that it has begun; leave video_seconds out.',
    ]),
  );
  const reelay = { id: 'main', kind: 'reelay', base_url: 'https://upstream.invalid', api_key: 'k' };
  await expect(makeEngine(withTimeouts(reelay))).rejects.toThrow(
    'main cannot stop a video that it has begun unless dedupes is true; leave video_seconds out.',
  );
  expect(await makeEngine(withTimeouts({ ...reelay, dedupes: true }))).toBeDefined();
});
