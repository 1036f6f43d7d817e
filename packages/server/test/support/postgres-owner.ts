/** A process that owns or joins an embedded server until it is killed: `node postgres-owner.ts <data directory>`. */
import { startEmbeddedPostgres } from '../../src/db/embedded/start-embedded-postgres.ts';

const { url, pid, adopted } = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '' });
process.send?.({ url, pid, adopted });
// Listening is what keeps this process alive until it is killed.
process.once('disconnect', () => process.exit(1));
