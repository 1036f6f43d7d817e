import type { Command } from 'commander';
import { readConfig } from '../main/config.ts';
import { createLogger } from '../main/create-logger.ts';
import { diagnose } from '../main/doctor/diagnose.ts';
import type { Finding } from '../main/doctor/finding.ts';

interface DoctorOptions {
  readonly json?: boolean;
  readonly studio: boolean;
}

const MARKS = {
  ok: { mark: '✓', colour: 32 },
  warning: { mark: '!', colour: 33 },
  problem: { mark: '✗', colour: 31 },
} as const satisfies Record<Finding['level'], { mark: string; colour: number }>;

/** Read by the commands that talk to a server, and no settings of one. */
const OF_COMMANDS: ReadonlySet<string> = new Set(['REELAY_API_KEY', 'REELAY_KEY', 'REELAY_URL']);

/** Wide enough for the longest name of a check. */
const NAME_WIDTH = 12;

/** `reelay doctor`: what is wrong with this installation and what to do about it. Exit code 1 when something is. */
export function addDoctorCommand(program: Command, setExitCode: (code: number) => void): void {
  program
    .command('doctor')
    .description('Look for what is wrong: settings, database, money, queues, media, studio.')
    .option('--json', 'print what was found as JSON')
    .option('--no-studio', 'leave out the trial render, which takes seconds')
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing is wrong (warnings may be there), 1 something is, 2 wrong usage.',
    )
    .action(async ({ json = false, studio }: DoctorOptions) => {
      const config = readConfig(process.env);
      const log = createLogger(config.logLevel === 'debug' ? 'debug' : 'silent');
      const findings: Finding[] = [];
      const environment = Object.fromEntries(
        Object.entries(process.env).filter(([name]) => !OF_COMMANDS.has(name)),
      );
      for await (const finding of diagnose(config, log, { environment, withStudio: studio })) {
        findings.push(finding);
        if (!json) console.log(describeFinding(finding, isColourful()));
      }
      const isWrong = findings.some(({ level }) => level === 'problem');
      console.log(json ? JSON.stringify({ ok: !isWrong, findings }, null, 2) : summary(findings));
      if (isWrong) setExitCode(1);
    });
}

export function describeFinding({ check, level, sentence, next }: Finding, colourful: boolean): string {
  const { mark, colour } = MARKS[level];
  const shown = colourful ? `\u001b[${colour}m${mark}\u001b[0m` : mark;
  const line = `${shown} ${check.padEnd(NAME_WIDTH)} ${sentence}`;
  return next === null ? line : `${line}\n${' '.repeat(NAME_WIDTH + 3)}-> ${next}`;
}

function summary(findings: readonly Finding[]): string {
  const count = (level: Finding['level']) => findings.filter((one) => one.level === level).length;
  const [problems, warnings] = [count('problem'), count('warning')];
  if (problems === 0 && warnings === 0) return '\nEverything is all right.';
  const parts = [
    ...(problems > 0 ? [`${problems} ${problems === 1 ? 'problem' : 'problems'}`] : []),
    ...(warnings > 0 ? [`${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`] : []),
  ];
  return `\n${parts.join(', ')}.`;
}

/** https://no-color.org: any value that is not empty counts. */
function isColourful(): boolean {
  return process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '';
}
