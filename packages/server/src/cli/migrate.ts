import type { Command } from 'commander';
import { readConfig } from '../main/config.ts';
import { migrateDatabase } from '../main/operator.ts';
import { quietLogger } from './quiet-logger.ts';

/** `reelay migrate`: brings the database to this version, as every start does by itself. */
export function addMigrateCommand(program: Command): void {
  program
    .command('migrate')
    .description('Bring the database to this version, as every start does too.')
    .action(async () => {
      const config = readConfig(process.env);
      const applied = await migrateDatabase(config, quietLogger(config));
      console.log(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`);
    });
}
