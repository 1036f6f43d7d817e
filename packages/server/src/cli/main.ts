import { Command, CommanderError } from 'commander';
import { ConfigError, describeSettings } from '../main/config.ts';
import { addCreditsCommand } from './credits.ts';
import { addDemoCommand } from './demo.ts';
import { addServeCommand } from './serve.ts';
import { UsageError } from './usage-error.ts';

/** Exit codes: 0 done, 1 failed, 2 wrong usage or configuration, 5 the generation failed, 130 interrupted. */
export async function runCli(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  const program = new Command('reelay')
    .description('Self-hosted server for asynchronous AI video generation.')
    .exitOverride()
    .showHelpAfterError('(add --help for what can be said)')
    .addHelpText('after', `\nSettings, from the environment:\n${describeSettings()}`);
  const setExitCode = (code: number): void => {
    exitCode = code;
  };
  addServeCommand(program);
  addDemoCommand(program, setExitCode);
  addCreditsCommand(program);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof ConfigError || error instanceof UsageError) {
      console.error(`reelay: ${error.message}`);
      return 2;
    }
    console.error(`reelay: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}
