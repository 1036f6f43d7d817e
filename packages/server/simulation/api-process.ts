import type { Caller } from '../src/accounts/caller.ts';
import { cancelGeneration } from '../src/commands/cancel-generation.ts';
import type { CommandDeps, NewGeneration } from '../src/commands/create-generation.ts';
import { deleteGeneration } from '../src/commands/delete-generation.ts';
import { resolveUnknown } from '../src/commands/resolve-unknown.ts';
import { replayDelivery } from '../src/commands/replay-delivery.ts';
import { retryGeneration } from '../src/commands/retry-generation.ts';
import { createSubmitLine } from '../src/commands/submit-line.ts';
import { AppError } from '../src/kernel/errors.ts';
import type { Incarnation } from './incarnation.ts';
import { openProcessDatabase } from './process-database.ts';
import type { Stage } from './stage.ts';
import { mediaUrl } from './surroundings.ts';

/** What a caller can ask for, without the HTTP around it. Answers are in words, refusals are thrown. */
export interface ApiProcess {
  readonly incarnation: Incarnation;
  submit(request: NewGeneration): Promise<string>;
  retry(id: string, request: NewGeneration): Promise<string>;
  cancel(id: string): Promise<string>;
  remove(id: string): Promise<string>;
  /** Sends the webhook of a generation once more. */
  replay(generationId: string): Promise<string>;
  /** The operator's word that nothing will come of it. */
  resolve(id: string): Promise<string>;
}

export function startApiProcess(stage: Stage, incarnation: Incarnation): ApiProcess {
  const caller: Caller = stage.berth.caller;
  const deps: CommandDeps = {
    db: openProcessDatabase(stage, incarnation, incarnation.name),
    jobs: stage.queue.open(incarnation),
    clock: incarnation.clock,
    newId: stage.world.newId,
  };
  const line = createSubmitLine(deps);
  return {
    incarnation,
    submit: async (request) => (await line(caller, request)).generation.id,
    retry: async (id, request) => (await retryGeneration(deps, caller, id, request)).generation.id,
    cancel: async (id) => (await cancelGeneration(deps, caller, id)).kind,
    async remove(id) {
      await deleteGeneration(deps, caller, id);
      return 'deleted';
    },
    async replay(generationId) {
      const found = await deps.db
        .selectFrom('deliveries')
        .select('id')
        .where('generation_id', '=', generationId)
        .executeTakeFirst();
      if (!found) throw new AppError('NOT_FOUND', { detail: 'Delivery not found' });
      await replayDelivery({ ...deps, videoUrl: mediaUrl }, caller, found.id);
      return 'replayed';
    },
    resolve: async (id) => (await resolveUnknown(deps, id, 'the operator has looked')).kind,
  };
}
