/** `reelay generations cancel`, `retry` and `rm`. */
import type { Generation } from '@reelay/client';
import type { Command } from 'commander';
import { withApiOptions } from '../api/api-command.ts';
import type { ApiOptions } from '../api/connection.ts';
import type { RunApi } from '../api/run-api.ts';
import { forEachId } from '../api/for-each-id.ts';
import { showDollars, showPrice } from '../terminal/show.ts';
import { LISTED_BY } from './listed-by.ts';
import { resumeHint } from './resume-hint.ts';

const CONTEXT = { listedBy: LISTED_BY };
const AN_ID = '0199d1c4-6f5e-7a3b-9a51-2f6d7c1e8b90';

export function addCancelGenerations(generations: Command, run: RunApi): void {
  const command = generations
    .command('cancel')
    .description('Cancel generations; each is refunded unless its engine had finished.')
    .argument('<id...>', 'their ids');
  withApiOptions(command, [
    `reelay generations cancel ${AN_ID}`,
    "reelay generations cancel $(reelay generations ls --status pending --json | jq -r '.[].generation_id')",
  ]).action((ids: string[], options: ApiOptions) =>
    run(options, CONTEXT, async (session) => {
      const { results, exitCode } = await forEachId(session, ids, async (id) => {
        const generation = await session.client.kling.generations.cancel(id, { signal: session.signal });
        if (!session.isJson) session.print(`${id}  ${describeCancel(generation)}`);
        return generation;
      });
      if (session.isJson) session.printJson(results);
      return exitCode;
    }),
  );
}

function describeCancel({ status, price }: Generation): string {
  return status === 'failed'
    ? `cancelled, ${showDollars(price)} given back`
    : 'is being cancelled: it ends once its engine has stopped, or when its time is up';
}

export function addRetryGenerations(generations: Command, run: RunApi): void {
  const command = generations
    .command('retry')
    .description('Submit the requests of generations again, each as a new one at the price of today.')
    .argument('<id...>', 'ids of generations that have ended');
  withApiOptions(command, [
    `reelay generations retry ${AN_ID}`,
    `reelay generations watch $(reelay generations retry ${AN_ID}) -o again.mp4`,
  ]).action((ids: string[], options: ApiOptions) =>
    run(options, CONTEXT, async (session) => {
      const { results, exitCode } = await forEachId(session, ids, async (id) => {
        const job = await session.client.kling.generations.retry(id, { signal: session.signal });
        session.note(`${id} is submitted again as ${job.id} for ${showPrice(job.price)}.`);
        if (!session.isJson) session.print(job.id);
        return job.accepted;
      });
      if (session.isJson) session.printJson(results);
      if (results.length > 0)
        session.note(`Follow with: ${resumeHint(results.map(({ generation_id: id }) => id))}`);
      return exitCode;
    }),
  );
}

export function addRemoveGenerations(generations: Command, run: RunApi): void {
  const command = generations
    .command('rm')
    .alias('delete')
    .description(
      'Delete generations that have ended: prompt, inputs and media. What they cost stays in the books.',
    )
    .argument('<id...>', 'their ids');
  withApiOptions(command, [`reelay generations rm ${AN_ID}`]).action((ids: string[], options: ApiOptions) =>
    run(options, CONTEXT, async (session) => {
      const { results, exitCode } = await forEachId(session, ids, async (id) => {
        await session.client.kling.generations.delete(id, { signal: session.signal });
        if (!session.isJson) session.print(`${id}  deleted`);
        return { generation_id: id, deleted: true };
      });
      if (session.isJson) session.printJson(results);
      return exitCode;
    }),
  );
}
