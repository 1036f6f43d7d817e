import type { CreatedKey } from '@reelay/client';
import type { Session } from '../api/session.ts';
import { showTime } from '../terminal/show.ts';

/** The key itself is the data, so that a script can keep it. */
export function printNewKey(session: Session, created: CreatedKey): void {
  const { environment, scopes, expires_at: expiresAt } = created;
  if (session.isJson) session.printJson(created);
  else session.print(created.key);
  const end = expiresAt === null ? '' : `, until ${showTime(expiresAt)}`;
  session.note(`A ${environment} key that may ${scopes.join(', ')}${end}; its id is ${created.id}.`);
  session.note('Keep it: it is not stored and not shown again.');
}
