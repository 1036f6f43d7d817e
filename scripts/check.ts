/**
 * `npm run check`: everything a change must pass besides the tests. Runs every step even when one fails, so that one
 * run shows all there is to mend. `npm run check -- types rooms` runs only those named.
 */
import { spawnSync } from 'node:child_process';

const SOURCES = ['packages', 'examples', 'scripts', 'vitest.config.ts'];

const STEPS = {
  format: ['node_modules/.bin/oxfmt', '--check', ...SOURCES],
  lint: ['node_modules/.bin/oxlint', '--type-aware', '--deny-warnings', ...SOURCES],
  types: ['node_modules/.bin/tsc', '-p', 'tsconfig.json'],
  rooms: ['node', 'scripts/check-rooms.ts'],
  'dead code': ['node_modules/.bin/knip', '--no-progress'],
  'generated files': ['node', 'scripts/generate.ts', '--check'],
} as const satisfies Record<string, readonly [string, ...string[]]>;

const wanted = process.argv.slice(2);
const failed: string[] = [];
for (const [name, [command, ...args]] of Object.entries(STEPS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1e9 });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  if (status === 0) continue;
  failed.push(name);
  console.log(`${stdout}${stderr}`.trim());
}
if (failed.length > 0) {
  console.error(
    `\ncheck failed: ${failed.join(', ')}. Formatting is mended by: npm run format; generated files by: npm run generate`,
  );
  process.exitCode = 1;
}
