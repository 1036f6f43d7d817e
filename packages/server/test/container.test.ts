/** What can be said of the container files without a container engine. */
import { readdir, readFile } from 'node:fs/promises';
import { validate } from 'dockerfile-utils';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROLES } from '../src/main/start-server.ts';
import { settingVariables } from '../src/main/config.ts';

const ROOT = new URL('../../../', import.meta.url);
const read = (name: string): Promise<string> => readFile(new URL(name, ROOT), 'utf8');

/** Of the SDK and of Node itself. */
const STANDARD = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'NODE_ENV'];
const known = new Set([...settingVariables(), ...STANDARD]);

const service = z.object({
  image: z.string(),
  build: z.string().optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()),
  ports: z.array(z.string()).optional(),
});
const compose = z.object({ services: z.record(z.string(), service) });

const services = async () => compose.parse(parse(await read('compose.yaml'), { merge: true })).services;

test('the Dockerfile has no fault that a linter finds', async () => {
  expect(validate(await read('Dockerfile'))).toEqual([]);
});

test('the image runs as nobody special, says whether it is ready, and sets only what is a setting', async () => {
  const text = await read('Dockerfile');
  const stages = text.split(/^FROM /m).slice(1);
  const last = stages.at(-1) ?? '';
  for (const stage of stages) expect(stage).toMatch(/^node:24-slim/);
  expect(last).toMatch(/^USER node$/m);
  expect(last).toMatch(/^HEALTHCHECK .*\/readyz/ms);
  const variables = [...last.matchAll(/^ENV (\w+)=/gm)].map(([, name]) => name);
  expect(variables.length).toBeGreaterThan(3);
  expect(variables.filter((name) => !known.has(name ?? ''))).toEqual([]);
});

test('the image has every package of the workspace, and every file that it copies is there', async () => {
  const text = await read('Dockerfile');
  for (const name of await readdir(new URL('packages/', ROOT)))
    expect(text).toContain(`COPY packages/${name}/package.json packages/${name}/\n`);
  const copied = [...text.matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, names = '']) =>
    names.split(' '),
  );
  const ignored = (await read('.dockerignore')).split('\n');
  for (const name of copied) {
    await expect(readdir(new URL(name, ROOT)).catch(() => read(name))).resolves.toBeDefined();
    expect(ignored).toContain(`!${name.split('/')[0]}`);
  }
});

test('compose sets only what is a setting, and starts roles that there are', async () => {
  const all = Object.entries(await services());
  const ours = all.filter(([, { build }]) => build !== undefined);
  expect(ours.map(([name]) => name)).toEqual(['api', 'worker', 'migrate']);
  for (const [, { environment, command = [] }] of ours) {
    expect(Object.keys(environment).filter((name) => !known.has(name))).toEqual([]);
    const role = command[command.indexOf('--role') + 1];
    expect([...ROLES, 'migrate']).toContain(role);
  }
});

test('every process of ours has the same database and store, and nothing is open to the world', async () => {
  const { api, worker, migrate, database, media } = await services();
  for (const name of ['DATABASE_URL', 'REELAY_S3_BUCKET', 'REELAY_S3_ENDPOINT', 'AWS_SECRET_ACCESS_KEY'])
    expect(new Set([api, worker, migrate].map((one) => one?.environment[name])).size).toBe(1);
  expect(media?.environment['S3_BUCKET']).toBe(api?.environment['REELAY_S3_BUCKET']);
  expect(api?.environment['DATABASE_URL']).toContain(database?.environment['POSTGRES_PASSWORD']);
  for (const { ports = [] } of Object.values(await services()))
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
});

test('images of others are pinned to a version', async () => {
  for (const { image, build } of Object.values(await services()))
    if (build === undefined) expect(image).toMatch(/:\d+(\.\d+)*$/);
});
