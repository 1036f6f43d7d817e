import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ConfigError } from '../config.ts';
import { loadEnginesFile } from './load-engines-file.ts';

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
  expect(await loadEnginesFile({ configJson: STUDIO_ALONE }, {})).toEqual(fromFile);
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
