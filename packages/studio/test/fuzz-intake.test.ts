import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeBombs } from '../tools/fuzz/bombs.ts';
import { mutants, runCampaign } from '../tools/fuzz/campaign.ts';
import { makeSeeds } from '../tools/fuzz/make-seeds.ts';
import type { Seed } from '../tools/fuzz/make-seeds.ts';

/** The short form of `tools/fuzz-intake.ts`, with time limits so short that the slow bombs meet them. */
const OPTIONS = { width: 2, ordersPerChild: 100, wallSeconds: 3 } as const;
const MOST_GROWN_MB = 256;

let folder = '';
let seeds: readonly Seed[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reelay-fuzz-'));
  seeds = await makeSeeds(folder);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('good files of every kind are taken', async () => {
  const campaign = await runCampaign(seeds.values(), { ...OPTIONS, folder });
  expect(campaign.answers).toEqual({ usable: seeds.length });
});

test('damaged files neither break nor stop nor fill this process', async () => {
  const campaign = await runCampaign(mutants(seeds, 1, 0, 150), { ...OPTIONS, folder });
  expect(campaign.trials).toBe(150);
  expect(campaign.crashes).toEqual([]);
  expect(campaign.hangs).toEqual([]);
  expect(campaign.grownMb).toBeLessThan(MOST_GROWN_MB);
});

test('bombs neither break nor stop nor fill this process', { timeout: 300_000 }, async () => {
  const campaign = await runCampaign(makeBombs(seeds), { ...OPTIONS, folder });
  expect(campaign.trials).toBeGreaterThanOrEqual(50);
  expect(campaign.crashes).toEqual([]);
  expect(campaign.hangs).toEqual([]);
  expect(campaign.grownMb).toBeLessThan(MOST_GROWN_MB);
});

test('damage is the same for the same seed', () => {
  expect(damage(3)).toEqual(damage(3));
  expect(damage(3)).not.toEqual(damage(4));
});

function damage(seed: number): readonly string[] {
  return [...mutants(seeds, seed, 40, 5)].map(({ bytes }) => Buffer.from(bytes).toString('base64'));
}
