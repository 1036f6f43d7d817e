import { Command, CommanderError } from 'commander';
import { ConfigError } from '../main/config.ts';
import { VERSION } from '../main/version.ts';
import { describeExamples } from './api/api-command.ts';
import { addApiCommands } from './api-commands.ts';
import { describeExitCodes, EXIT_CODES } from './exit-codes.ts';
import { UsageError } from './usage-error.ts';

const EXAMPLES = [
  'reelay serve',
  'reelay generate "a red kite over a green hill, pan left" -o kite.mp4',
  'reelay webhooks listen --forward http://localhost:3000/hooks/reelay',
];

/** Runs what the words say and answers the exit code; `exit-codes.ts` says what each means. */
export async function runCli(argv: readonly string[]): Promise<number> {
  let exitCode: number = EXIT_CODES.done.code;
  const setExitCode = (code: number): void => {
    exitCode = code;
  };
  try {
    const program = createProgram();
    addApiCommands(program, setExitCode);
    if (!program.commands.some((command) => command.name() === argv[0])) {
      const { addServerCommands } = await import('./server-commands.ts');
      addServerCommands(program, setExitCode);
    }
    program.commandsGroup('Find out more:').helpCommand('help [command]', 'Show what a command can do.');
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    return describeEnd(error);
  }
}

function createProgram(): Command {
  return new Command('reelay')
    .description('Self-hosted server for asynchronous AI video generation, and its command line.')
    .version(VERSION)
    .exitOverride()
    .showHelpAfterError('(add --help for what can be said)')
    .addHelpText('after', describeExamples(EXAMPLES))
    .addHelpText('after', `\nExit codes:\n${describeExitCodes()}`)
    .addHelpText(
      'after',
      '\nEvery command has --help. REELAY_API_KEY says who asks and REELAY_URL where the server is; the settings of a\nserver are in "reelay serve --help".',
    );
}

function describeEnd(error: unknown): number {
  // Commander has printed it.
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? EXIT_CODES.done.code : EXIT_CODES.usage.code;
  console.error(`reelay: ${error instanceof Error ? error.message : String(error)}`);
  return error instanceof ConfigError || error instanceof UsageError
    ? EXIT_CODES.usage.code
    : EXIT_CODES.unexpected.code;
}
