import { basename } from 'node:path';
import { type StoredFile, ValidationError } from '@reelay/client';
import type { Session } from '../api/session.ts';
import { describeBytes } from '../describe-bytes.ts';
import { AboutOption } from './about-option.ts';
import { checkMediaFile } from './media-place.ts';

/** What goes in a moment needs no bar. */
const LEAST_SHOWN_BYTES = 2_000_000;

/** Stores a file at the server, showing how much has gone. A refusal names the option, or else the path, that it came from. */
export async function uploadFile(session: Session, option: string, path: string): Promise<StoredFile> {
  const size = await checkMediaFile(option, path);
  const rest = `${basename(path)}, ${describeBytes(size)}`;
  let sent = 0;
  let isOver = false;
  const client = session.connect({
    onSent(byteCount) {
      // A refusal may come while there is still something to send.
      if (isOver) return;
      sent += byteCount;
      const isSent = sent >= size;
      const percent = size < LEAST_SHOWN_BYTES ? null : Math.min(100, (100 * sent) / size);
      session.board.update(path, { phase: isSent ? 'checking' : 'uploading', percent, rest });
    },
  });
  try {
    return await client.files.upload(path, { signal: session.signal });
  } catch (error) {
    throw error instanceof ValidationError ? new AboutOption(option, error) : error;
  } finally {
    isOver = true;
    session.board.remove(path);
  }
}
