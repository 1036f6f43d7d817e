/** Asks the API about every accepted generation when all is over, and downloads every video. */
import { statusView } from '../client.ts';
import type { ClientStory } from '../client.ts';
import { outputOf } from '../upstream-output.ts';
import type { Finding, Violation } from './finding.ts';
import type { Snapshot } from './snapshot.ts';

const AT_ONCE = 8;

export async function checkReads(
  api: string,
  stories: readonly ClientStory[],
  { generations }: Snapshot,
): Promise<Finding> {
  const todo = stories.flatMap(({ account, acceptedIds }) => [...acceptedIds].map((id) => ({ id, account })));
  const violations: Violation[] = [];
  let videos = 0;
  const reader = async (): Promise<void> => {
    for (let next = todo.pop(); next; next = todo.pop()) {
      const row = generations.get(next.id);
      const url = `${api}/v1/kling/generations/${next.id}`;
      const reply = await fetch(url, { headers: { authorization: `Bearer ${next.account.key}` } });
      const body = await reply.text();
      if (reply.status !== 200) {
        violations.push({ generationId: next.id, what: `a status read is answered ${reply.status} ${body}` });
        continue;
      }
      const view = statusView.parse(JSON.parse(body));
      if (view.status !== row?.status || view.message !== row.failure)
        violations.push({
          generationId: next.id,
          what: `the API says ${view.status}, the row ${row?.status ?? '-'}`,
        });
      if (view.status !== 'completed') continue;
      videos += 1;
      const fault = await videoFault(view.video_url, row?.reportedTask ?? null);
      if (fault !== null) violations.push({ generationId: next.id, what: fault });
    }
  };
  const count = todo.length;
  await Promise.all(Array.from({ length: AT_ONCE }, reader));
  return {
    name: 'reads and videos that do not agree',
    figure: `${violations.length} of ${count} reads and ${videos} videos`,
    violations,
  };
}

async function videoFault(url: string | null, task: string | null): Promise<string | null> {
  if (url === null) return 'completed without a video';
  if (task === null) return 'completed without a report of its engine';
  const reply = await fetch(url);
  const bytes = Buffer.from(await reply.arrayBuffer());
  if (reply.status !== 200) return `its video is answered ${reply.status}`;
  return bytes.equals(outputOf(task)) ? null : `its video is not what ${task} made (${bytes.length} bytes)`;
}
