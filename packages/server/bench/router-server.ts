/** The server of `bench/router.ts`: as `reelay serve`, but what the emulator calls a video is believed to be one. */
import { silentLogger } from '../src/kernel/log.ts';
import { readConfig } from '../src/main/config.ts';
import { startServer } from '../src/main/start-server.ts';
import { fakeFinishVideo } from '../test/support/fake-finish-video.ts';

const server = await startServer(readConfig(process.env), 'all', silentLogger, {
  finishVideo: fakeFinishVideo,
});
console.log(`ready at ${server.url ?? ''}`);
process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)));
