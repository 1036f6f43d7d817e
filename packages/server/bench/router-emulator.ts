/** The upstream of `bench/router.ts`, in a process of its own so that its work is nobody else's. */
import { startEmulator } from '../test/emulators/emulator.ts';
import { reelayEmulator } from '../test/emulators/reelay-emulator.ts';

const apiKey = process.env['BENCH_UPSTREAM_KEY'] ?? '';
const emulator = await startEmulator((world) => reelayEmulator(world, { apiKey, isReelay: true }));
console.log(`ready at ${emulator.url}`);
