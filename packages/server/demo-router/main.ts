/**
 * `npm run demo:router`: three upstreams that fail a third of the time behind one server, and the books of all of them
 * compared. Exit code 1 when anything is not as it should be.
 */
import { DEMO_USAGE, type DemoOptions, readOptions, UsageError } from './options.ts';
import { runDemo } from './run-demo.ts';

try {
  process.exitCode = await demo(readOptions(process.argv.slice(2)));
} catch (error) {
  const isUsage = error instanceof UsageError;
  process.stderr.write(isUsage ? `${error.message}\n${DEMO_USAGE}\n` : `${String(error)}\n`);
  process.exitCode = isUsage ? 2 : 1;
}

async function demo(options: DemoOptions | 'help'): Promise<number> {
  if (options === 'help') {
    process.stdout.write(`${DEMO_USAGE}\n`);
    return 0;
  }
  const { isGood, report } = await runDemo(options, { say: (line) => process.stderr.write(`${line}\n`) });
  process.stdout.write(`${report}\n`);
  return isGood ? 0 : 1;
}
