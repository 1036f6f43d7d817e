/** Writes a driver, a character and a photo to try image-to-video and motion control with. All are made here. */
import { parseArgs } from 'node:util';
import { writeTrialMedia } from '../src/quality/trial-media.ts';

const HELP = `Writes driver.mp4, character.png and photo.jpg, all rendered by this project.

  node packages/studio/tools/make-trial-media.ts --out DIR`;

async function makeTrialMedia(): Promise<void> {
  const { values } = parseArgs({ options: { out: { type: 'string' }, help: { type: 'boolean' } } });
  if (values.help === true || values.out === undefined) {
    console.log(HELP);
    process.exitCode = values.help === true ? 0 : 2;
    return;
  }
  const media = await writeTrialMedia(values.out);
  console.log(Object.values(media).join('\n'));
}

await makeTrialMedia();
