import type { Command } from 'commander';
import { describeExamples } from '../api/api-command.ts';
import type { RunApi } from '../api/run-api.ts';
import { addCancelGenerations, addRemoveGenerations, addRetryGenerations } from './change-generations.ts';
import { addGetGeneration } from './get-generation.ts';
import { addListGenerations } from './list-generations.ts';
import { addWatchGenerations } from './watch-generations.ts';

/** `reelay generations`: what was submitted, by whatever program. */
export function addGenerationsCommand(program: Command, run: RunApi): void {
  const generations = program
    .command('generations')
    .description('List, watch, cancel, repeat and delete what was asked for.')
    .addHelpText(
      'after',
      describeExamples([
        'reelay generations ls --status processing',
        'reelay generations watch 0199d1c4-6f5e-7a3b-9a51-2f6d7c1e8b90 -o kite.mp4',
      ]),
    );
  addListGenerations(generations, run);
  addGetGeneration(generations, run);
  addWatchGenerations(generations, run);
  addCancelGenerations(generations, run);
  addRetryGenerations(generations, run);
  addRemoveGenerations(generations, run);
}
