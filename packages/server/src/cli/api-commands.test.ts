/** That what is printed as an example can be typed. */
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { addApiCommands } from './api-commands.ts';

/** The commands, doing nothing. */
function program(): Command {
  const all = new Command('reelay').exitOverride().configureOutput({ writeErr: () => undefined });
  addApiCommands(all, () => undefined);
  for (const command of leavesOf(all)) command.action(() => undefined);
  return all;
}

function leavesOf(command: Command): readonly Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf);
}

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (piece) => (text += piece) }).outputHelp();
  return text;
}

/** What a shell would pass on, as far as the examples go; what stands for itself is anything. */
function wordsOf(line: string): readonly string[] {
  const bare = line.replace(/\s+#.*$/, '').replaceAll(/"?\$\([^)]*\)"?/g, 'something');
  const [first = ''] = bare.split(/ [|>] /);
  return [...first.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

const commands = leavesOf(program());
const groups = program().commands.filter(({ commands: inner }) => inner.length > 0);

test.each(groups.map((group) => [group.name(), group] as const))(
  'reelay %s shows where to begin',
  (_, group) => {
    expect(helpOf(group)).toMatch(/\nExamples:\n {2}reelay /);
  },
);

test.each(commands.map((command) => [pathOf(command), command] as const))(
  'reelay %s shows examples that it takes',
  async (path, command) => {
    const help = helpOf(command);
    const [, block = ''] = /\nExamples:\n((?: {2}\S.*\n)+)/.exec(help) ?? [];
    const examples = block
      .trim()
      .split('\n')
      .map((line) => line.trim());
    expect(examples.some((example) => example.includes(`reelay ${path}`))).toBe(true);
    for (const example of examples.filter((line) => line.startsWith('reelay ')))
      await program().parseAsync(wordsOf(example).slice(1), { from: 'user' });
    expect(help).toMatch(/Where, who and how:\n +--json .*\n +--url .*\n[^]*--key .*\n[^]*--verbose/);
  },
);

test('every command of the guide can be typed', async () => {
  const guide = readFileSync(new URL('../../../../docs/guides/command-line.md', import.meta.url), 'utf8');
  const blocks = [...guide.matchAll(/```sh\n([^]*?)```/g)].map(([, block = '']) => block);
  const lines = blocks
    .join('')
    .split('\n')
    .filter((line) => line.startsWith('reelay '));
  expect(lines.length).toBeGreaterThan(25);
  for (const line of lines) await program().parseAsync(wordsOf(line).slice(1), { from: 'user' });
});

test('a line that is not right would be found', async () => {
  await expect(program().parseAsync(['generate', '--lenght', '5'], { from: 'user' })).rejects.toThrow(
    /unknown option/,
  );
});

function pathOf(command: Command): string {
  const above = command.parent;
  return above === null || above.parent === null ? command.name() : `${pathOf(above)} ${command.name()}`;
}
