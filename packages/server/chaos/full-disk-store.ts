import type { MediaStore } from '../src/media/store.ts';
import type { Ambush } from './ambush.ts';
import type { Flags } from './flags.ts';

/** The store on a disk that is full while the flag says so. What is stored already can be read. */
export function fullDiskStore(store: MediaStore, flags: Flags, ambush: Ambush): MediaStore {
  return {
    ...store,
    async putFile(path, mediaType) {
      if (flags.isSet('disk-full')) throw new FullDiskError();
      const stored = await store.putFile(path, mediaType);
      ambush('after_store');
      return stored;
    },
  };
}

class FullDiskError extends Error {
  override readonly name = 'FullDiskError';
  readonly code = 'ENOSPC';

  constructor() {
    super('ENOSPC: no space left on device, write');
  }
}
