import type { Command } from 'commander';
import { readConfig } from '../main/config.ts';
import { backUp } from '../main/operator.ts';
import { describeBytes } from './describe-bytes.ts';
import { quietLogger } from './quiet-logger.ts';

/** `reelay backup <directory>`: database and media as of one moment, while the server runs. */
export function addBackupCommand(program: Command): void {
  program
    .command('backup')
    .description('Write database and media into a new directory, while the server runs.')
    .argument('<directory>', 'a directory that does not exist yet; it will hold secrets')
    .option('--no-media', 'leave the files out and only list them; for a bucket that keeps versions')
    .action(async (directory: string, { media }: { media: boolean }) => {
      const config = readConfig(process.env);
      const manifest = await backUp(config, quietLogger(config), { directory, withMedia: media });
      const rows = manifest.tables.reduce((sum, table) => sum + table.rowCount, 0);
      const { fileCount, byteCount, missingCount } = manifest.media;
      console.log(`Backed up ${rows} rows of ${manifest.tables.length} tables to ${directory}.`);
      console.log(
        media
          ? `Media: ${fileCount - missingCount} files of ${describeBytes(byteCount)}.`
          : `Media: ${fileCount} files of ${describeBytes(byteCount)} were listed and left out.`,
      );
      if (missingCount > 0)
        console.error(
          `reelay: ${missingCount} files were deleted meanwhile, or lost; reelay doctor tells more`,
        );
    });
}
