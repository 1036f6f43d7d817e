import type { Command } from 'commander';
import { readConfig } from '../main/config.ts';
import { restore } from '../main/operator.ts';
import { describeBytes } from './describe-bytes.ts';
import { quietLogger } from './quiet-logger.ts';

/** `reelay restore <directory>`: puts a backup in the place of what is there. Exit code 1 when its money does not add up. */
export function addRestoreCommand(program: Command, setExitCode: (code: number) => void): void {
  program
    .command('restore')
    .description('Put a backup into an empty database and the media store. Every server must be stopped.')
    .argument('<directory>', 'what reelay backup wrote')
    .option('--force', 'throw away what is in the database')
    .action(async (directory: string, { force = false }: { force?: boolean }) => {
      const config = readConfig(process.env);
      const restored = await restore(config, quietLogger(config), { directory, force });
      const { manifest, ledger } = restored;
      for (const { name, rowCount } of manifest.tables) console.log(`${name.padEnd(18)} ${rowCount}`);
      const { isIncluded, fileCount, byteCount } = manifest.media;
      if (isIncluded) console.log(`Media: ${fileCount} files of ${describeBytes(byteCount)}.`);
      console.log(
        `Workers go on with ${restored.openGenerations} generations and ${restored.openDeliveries} webhooks.`,
      );
      if (restored.missingMedia > 0)
        console.error(`reelay: the media store lacks ${restored.missingMedia} files that rows name`);
      const faults = ledger.wrongBalances.length + ledger.wrongHolds.length + restored.wrongPlaces.length;
      console.log(
        faults === 0
          ? `Restored what was there on ${manifest.createdAt}; the ledger adds up.`
          : `Restored what was there on ${manifest.createdAt}, but the ledger has ${faults} faults: run reelay doctor.`,
      );
      if (faults > 0) setExitCode(1);
    });
}
