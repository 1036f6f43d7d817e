import { type Command, Option } from 'commander';

const GROUP = 'Where, who and how:';

/** Ends the options of a command that talks to a server with those that all of these have, and its help with examples. */
export function withApiOptions(command: Command, examples: readonly string[]): Command {
  return command
    .addOption(new Option('--json', 'print data for programs').helpGroup(GROUP))
    .addOption(
      new Option('--url <address>', 'the server (else REELAY_URL, else http://127.0.0.1:8787)').helpGroup(
        GROUP,
      ),
    )
    .addOption(
      new Option(
        '--key <key>',
        'the API key; better in REELAY_API_KEY, because other users of this machine can see command lines',
      ).helpGroup(GROUP),
    )
    .addOption(new Option('--verbose', 'show each request, and causes of errors').helpGroup(GROUP))
    .addHelpText('after', describeExamples(examples));
}

export function describeExamples(examples: readonly string[]): string {
  return `\nExamples:\n${examples.map((example) => `  ${example}`).join('\n')}`;
}
