import type { ClientStory } from '../client.ts';
import type { Finding, Violation } from './finding.ts';
import type { GenerationFacts, Snapshot } from './snapshot.ts';

/** Every 201 that a client saw ends, and every reader is told the same end. */
export function checkAccepted(stories: readonly ClientStory[], { generations }: Snapshot): Finding {
  const accepted = stories.flatMap((story) => [...story.acceptedIds].map((id) => ({ id, story })));
  const violations = accepted.flatMap(({ id, story }): readonly Violation[] => {
    const row = generations.get(id);
    if (!row) return [{ generationId: id, what: `request ${story.plan.number} was accepted and has no row` }];
    if (!isFinished(row))
      return [
        { generationId: id, what: `request ${story.plan.number} was accepted and is still ${row.status}` },
      ];
    const { end } = story;
    if (!end) return [{ generationId: id, what: `no status read has shown the end, ${row.status}` }];
    if (end.status === row.status && end.message === row.failure) return [];
    return [
      {
        generationId: id,
        what: `a reader was told ${end.status} ${end.message ?? ''}, and the row says ${row.status} ${row.failure ?? ''}`,
      },
    ];
  });
  return {
    name: 'accepted generations that were lost',
    figure: `${violations.length} of ${accepted.length}`,
    violations,
  };
}

/** Requests that have neither been accepted nor definitely refused when all is over. */
export function checkAnswered(stories: readonly ClientStory[]): Finding {
  const violations = stories
    .filter(({ acceptedIds, refusal }) => acceptedIds.size === 0 && refusal === null)
    .map(({ plan }) => ({ what: `request ${plan.number} has no answer` }));
  return {
    name: 'requests without an answer',
    figure: `${violations.length} of ${stories.length}`,
    violations,
  };
}

export function checkIdempotency(stories: readonly ClientStory[], snapshot: Snapshot): Finding {
  const violations: Violation[] = [];
  const notes: string[] = [];
  for (const { plan, acceptedIds } of stories)
    if (acceptedIds.size > 1)
      for (const generationId of acceptedIds)
        violations.push({ generationId, what: `one key of request ${plan.number}, several generations` });
  const known = new Set(stories.flatMap(({ acceptedIds }) => [...acceptedIds]));
  const storyOf = new Map(stories.map((story) => [story.plan.idempotencyKey, story]));
  for (const { id, idempotencyKey } of snapshot.generations.values()) {
    if (known.has(id)) continue;
    if (wasOvertaken(storyOf.get(idempotencyKey ?? '')))
      notes.push(`${id}: made for ${idempotencyKey ?? ''} after a repeat had been refused`);
    else
      violations.push({
        generationId: id,
        what: `made for key ${idempotencyKey ?? '-'}, and no client was told`,
      });
  }
  for (const key of snapshot.keysOfNothing) violations.push({ what: `key ${key} belongs to no generation` });
  return {
    name: 'keys with more or less than one generation',
    figure: `${violations.length} of ${snapshot.generations.size} (${notes.length} known exceptions)`,
    violations,
    notes,
  };
}

/**
 * A submit whose client had given up waiting may be worked on late, and find the credit that its repeat did not find.
 * No server can know that nobody listens any more.
 */
function wasOvertaken(story: ClientStory | undefined): boolean {
  return (
    story !== undefined && story.refusal !== null && story.lostReplies > 0 && story.acceptedIds.size === 0
  );
}

/** The time is up, and it has not ended: nobody looks after it. */
export function checkDeadlines({ generations, takenAt }: Snapshot): Finding {
  const violations = [...generations.values()]
    .filter((row) => !isFinished(row) && row.deadlineAt < takenAt)
    .map(({ id, status, deadlineAt }) => ({
      generationId: id,
      what: `${status}, and its time was up at ${deadlineAt.toISOString()}`,
    }));
  return { name: 'rows past their deadline', figure: String(violations.length), violations };
}

/** Answers that a client should never see. */
export function checkSurprises(stories: readonly ClientStory[]): Finding {
  const violations = stories.flatMap(({ surprises, acceptedIds }) => {
    const [id] = acceptedIds;
    return surprises.map((what) => ({ what, ...(id === undefined ? {} : { generationId: id }) }));
  });
  return { name: 'answers that should never be given', figure: String(violations.length), violations };
}

export function isFinished({ status }: Pick<GenerationFacts, 'status'>): boolean {
  return status === 'completed' || status === 'failed';
}
