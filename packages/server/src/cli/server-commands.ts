/** The commands that are a server, or work on its database and media. */
import type { Command } from 'commander';
import { addBackupCommand } from './backup.ts';
import { addCreditsCommand } from './credits.ts';
import { addDemoCommand } from './demo.ts';
import { addDoctorCommand } from './doctor.ts';
import { addMigrateCommand } from './migrate.ts';
import { addResolveUnknownCommand } from './resolve-unknown.ts';
import { addRestoreCommand } from './restore.ts';
import { addServeCommand } from './serve.ts';

export function addServerCommands(program: Command, setExitCode: (code: number) => void): void {
  program.commandsGroup('Run a server:');
  addServeCommand(program);
  addDemoCommand(program, setExitCode);
  addCreditsCommand(program);
  addDoctorCommand(program, setExitCode);
  addMigrateCommand(program);
  addBackupCommand(program);
  addRestoreCommand(program, setExitCode);
  addResolveUnknownCommand(program);
}
