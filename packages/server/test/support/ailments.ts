/** What the doctor finds about an installation. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { JsonObject } from '../../src/kernel/json.ts';
import { silentLogger } from '../../src/kernel/log.ts';
import { readConfig } from '../../src/main/config.ts';
import { diagnose } from '../../src/main/doctor/diagnose.ts';
import type { Finding } from '../../src/main/doctor/finding.ts';

export async function aDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-doctor-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** The setting of a configuration with these engines. */
export function enginesIn(
  engines: readonly JsonObject[],
  routes?: readonly JsonObject[],
): Record<string, string> {
  return { REELAY_CONFIG_JSON: JSON.stringify({ engines, routes }) };
}

/** All that is found, but what is in order. */
export async function ailments(
  settings: Readonly<Record<string, string>>,
  options: { readonly withStudio?: boolean } = {},
): Promise<readonly Finding[]> {
  const environment = { REELAY_DATA_DIR: await aDirectory(), REELAY_STUDIO_CONCURRENCY: '1', ...settings };
  const findings: Finding[] = [];
  for await (const finding of diagnose(readConfig(environment), silentLogger, {
    environment,
    withStudio: false,
    ...options,
  }))
    findings.push(finding);
  expect(findings.length).toBeGreaterThan(3);
  // How full the disk of the machine is that runs the test is not what is tested.
  return findings.filter(({ level, check }) => level !== 'ok' && check !== 'disk');
}
