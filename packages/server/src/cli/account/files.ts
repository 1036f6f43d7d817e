/** `reelay files`: pictures and videos at the server, to make something from. */
import type { StoredFile } from '@reelay/client';
import type { Command } from 'commander';
import { describeExamples, withApiOptions } from '../api/api-command.ts';
import type { ApiOptions } from '../api/connection.ts';
import type { RunApi } from '../api/run-api.ts';
import { describeBytes } from '../describe-bytes.ts';
import { forEachId } from '../api/for-each-id.ts';
import { readCount } from '../read/read-seconds.ts';
import { pageFor, takeUpTo } from '../api/take-up-to.ts';
import { commandName } from '../request/command-name.ts';
import { uploadFile } from '../request/upload-file.ts';
import type { Column } from '../terminal/format-table.ts';
import { printList } from '../api/print-list.ts';
import { showTime } from '../terminal/show.ts';

const CONTEXT = { listedBy: 'files ls' };
const AN_ID = 'file_0198c2f4-7a3b-7c11-9d20-3f5f0f0a4b11';

export function addFilesCommand(program: Command, run: RunApi): void {
  const files = program
    .command('files')
    .description('Keep pictures and videos at the server, to make something from.')
    .addHelpText('after', describeExamples(['reelay files put photo.jpg', 'reelay files ls']));
  addList(files, run);
  addPut(files, run);
  addRemove(files, run);
}

function addList(files: Command, run: RunApi): void {
  const command = files
    .command('ls')
    .alias('list')
    .description('List the files, newest first.')
    .option('--limit <number>', 'show at most so many', '20');
  withApiOptions(command, ['reelay files ls']).action((options: ApiOptions & { readonly limit: string }) =>
    run(options, CONTEXT, async (session) => {
      const limit = readCount('--limit', options.limit);
      const list = session.client.files.list({ limit: pageFor(limit) }, { signal: session.signal });
      const { items, hasMore } = await takeUpTo(list, limit);
      printList(session, COLUMNS, items, {
        empty: `There are none here. Put one: ${commandName()} files put photo.jpg`,
        hasMore,
      });
    }),
  );
}

const COLUMNS: readonly Column<StoredFile>[] = [
  { title: 'ID', text: ({ id }) => id },
  { title: 'KIND', text: ({ media_type: type }) => type },
  { title: 'SIZE', text: ({ bytes }) => describeBytes(bytes), align: 'right' },
  { title: 'PICTURE', text: ({ width, height }) => `${width}x${height}` },
  {
    title: 'SECONDS',
    text: ({ duration }) => (duration === null ? '-' : duration.toFixed(1)),
    align: 'right',
  },
  { title: 'PUT', text: ({ created_at: at }) => showTime(at) },
  { title: 'NAME', text: ({ name }) => name ?? '-', mayShrink: true },
];

function addPut(files: Command, run: RunApi): void {
  const command = files
    .command('put')
    .alias('upload')
    .description('Store files, and print what stands for each of them in a request.')
    .argument(
      '<file...>',
      'JPEG, PNG or WEBP of at most 10 MB; MP4, MOV or WEBM of 3 to 30 s and at most 100 MB',
    );
  withApiOptions(command, [
    'reelay files put photo.jpg',
    'reelay generate --image "$(reelay files put photo.jpg)" "slow dolly in"',
  ]).action((paths: string[], options: ApiOptions) =>
    run(options, CONTEXT, async (session) => {
      const { results, exitCode } = await forEachId(session, paths, async (path) => {
        const file = await uploadFile(session, path, path);
        if (!session.isJson) session.print(file.url);
        return file;
      });
      if (session.isJson) session.printJson(results);
      return exitCode;
    }),
  );
}

function addRemove(files: Command, run: RunApi): void {
  const command = files
    .command('rm')
    .alias('delete')
    .description('Delete files. Generations that were given them keep what they were given.')
    .argument('<id...>', 'their ids, file_... or reelay://file_...');
  withApiOptions(command, [`reelay files rm ${AN_ID}`]).action((ids: string[], options: ApiOptions) =>
    run(options, CONTEXT, async (session) => {
      const { results, exitCode } = await forEachId(session, ids, async (id) => {
        const bare = id.replace(/^reelay:\/\//, '');
        await session.client.files.delete(bare, { signal: session.signal });
        if (!session.isJson) session.print(`${bare}  deleted`);
        return { id: bare, deleted: true };
      });
      if (session.isJson) session.printJson(results);
      return exitCode;
    }),
  );
}
