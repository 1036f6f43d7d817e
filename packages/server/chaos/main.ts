/** `npm run chaos`: proof under fire that nothing is lost and nothing is paid for twice. Exit code 1 when it is not so. */
import { runChaos } from './run-chaos.ts';
import { CHAOS_USAGE, readOptions, UsageError } from './options.ts';

const stopping = new AbortController();
process.once('SIGINT', () => stopping.abort());
process.once('SIGTERM', () => stopping.abort());
try {
  const isGood = await runChaos(readOptions(process.argv.slice(2)), console.log, stopping.signal);
  process.exit(isGood ? 0 : 1);
} catch (error) {
  console.error(error instanceof UsageError ? `${error.message}\n${CHAOS_USAGE}` : error);
  process.exit(error instanceof UsageError ? 2 : 1);
}
