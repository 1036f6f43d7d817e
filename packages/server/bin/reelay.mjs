#!/usr/bin/env node
// The `reelay` command. Plain JavaScript, so that a Node that is too old gets a sentence instead of a syntax error.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `reelay needs Node 22.18 or newer and this is ${process.versions.node}. In a clone of the repository use: npm run reelay -- ...`,
  );
  process.exit(1);
}
const { runCli } = await import('../src/cli/main.ts');
process.exitCode = await runCli(process.argv.slice(2));
