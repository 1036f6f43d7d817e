/**
 * Runs dependency-cruiser, and refuses a pass that looked at fewer files than there are: with a TypeScript that it
 * cannot load it reports "no violations, 0 modules" and exits 0.
 */
import { execFileSync } from 'node:child_process';
import { globSync } from 'node:fs';

interface Report {
  readonly summary: { readonly violations: readonly { rule: { name: string }; from: string; to: string }[] };
  readonly modules: readonly { readonly source: string }[];
}

const files = globSync('packages/*/src/**/*.ts').filter((file) => !file.includes('node_modules'));
const output = execFileSync(
  'node_modules/.bin/depcruise',
  [
    'packages/server/src',
    'packages/studio/src',
    'packages/client/src',
    'packages/vision-models/src',
    '--output-type',
    'json',
    '--no-progress',
  ],
  { encoding: 'utf8', maxBuffer: 1e9, stdio: ['ignore', 'pipe', 'inherit'] },
);
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the documented shape of dependency-cruiser's report
const report = JSON.parse(output) as Report;
const seen = new Set(report.modules.map((module) => module.source));
const unseen = files.filter((file) => !seen.has(file));

for (const { rule, from, to } of report.summary.violations) console.error(`${rule.name}: ${from} -> ${to}`);
if (unseen.length > 0)
  console.error(
    `the check is blind: it did not see ${unseen.length} of ${files.length} files, such as ${unseen[0]}`,
  );
if (report.summary.violations.length > 0 || unseen.length > 0) process.exitCode = 1;
else console.log(`rooms: ${files.length} files, no violations`);
