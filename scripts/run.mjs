// Starts a TypeScript program of this repository, or says in one sentence why this Node cannot.
// Plain JavaScript, because it must run on a Node that is too old for everything else.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Reelay needs Node 22.18 or newer and this is ${process.versions.node}: run it through npm (npm ci, then npm run ...), which brings its own Node 24.`,
  );
  process.exit(1);
}
const [target, ...rest] = process.argv.slice(2);
if (!target) {
  console.error('usage: node scripts/run.mjs FILE.ts [ARGUMENTS]');
  process.exit(2);
}
const { pathToFileURL } = await import('node:url');
const path = await import('node:path');
process.argv = [process.argv[0], path.resolve(target), ...rest];
await import(pathToFileURL(path.resolve(target)).href);
