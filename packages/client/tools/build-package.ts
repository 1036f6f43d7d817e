/**
 * Writes the package that is published: JavaScript, declarations, README and a package.json of its own. In the workspace
 * `@reelay/client` is its TypeScript sources, so nothing has to be built there; npm cannot switch `exports` when it packs,
 * and so what is packed is another directory.
 *
 *   node packages/client/tools/build-package.ts [--out DIRECTORY]      (packages/client/dist unless said)
 *   npm pack DIRECTORY
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const home = join(dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({ options: { out: { type: 'string', default: join(home, 'dist') } } });
const out = resolve(values.out);

rmSync(out, { recursive: true, force: true });
const compiled = spawnSync(
  process.execPath,
  [
    createRequire(import.meta.url).resolve('typescript/bin/tsc'),
    '-p',
    join(home, 'tsconfig.build.json'),
    '--outDir',
    out,
  ],
  { stdio: 'inherit' },
);
if (compiled.status !== 0) process.exit(1);

// The compiler rewrites the extensions of imports in JavaScript only; compilers before 5.0 refuse `.ts` in declarations.
for (const name of globSync('**/*.d.ts', { cwd: out })) {
  const path = join(out, name);
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll(/(from '\.[^']*)\.ts'/g, "$1.js'"));
}

const source: unknown = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
if (typeof source !== 'object' || source === null) throw new TypeError('package.json is no object');
const published: Record<string, unknown> = {
  ...source,
  exports: { '.': { types: './index.d.ts', default: './index.js' } },
  types: './index.d.ts',
  sideEffects: false,
  engines: { node: '>=20.16.0' },
};
delete published['private'];
delete published['scripts'];
writeFileSync(join(out, 'package.json'), `${JSON.stringify(published, null, 2)}\n`);
copyFileSync(join(home, 'README.md'), join(out, 'README.md'));
copyFileSync(join(home, '..', '..', 'LICENSE'), join(out, 'LICENSE'));
