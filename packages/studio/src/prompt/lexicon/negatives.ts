import type { BannedThing } from '../scene-graph.ts';

/** What each negative word removes or damps; lemmas, separated by commas. */
export const BANNED_WORDS = {
  clouds: 'cloud, clouds, cloudy, overcast',
  birds: 'bird, birds, seagull',
  people:
    'person, people, human, humans, man, men, woman, women, crowd, pedestrian, child, face, figure, crowds',
  trees: 'tree, trees, forest, foliage, palm, pine',
  stars: 'star, stars',
  sun: 'sun, sunlight, lens flare',
  moon: 'moon',
  mountains: 'mountain, mountains, hill, hills',
  water: 'water, river, lake, sea, ocean, puddle, wave, waves',
  fog: 'fog, haze, mist, foggy, hazy',
  rain: 'rain, rainy, raindrop',
  snow: 'snow, snowy, snowfall',
  buildings: 'building, buildings, house, houses, city, skyscraper, architecture',
  cars: 'car, cars, vehicle, vehicles, traffic, truck, bus',
  flowers: 'flower, flowers, blossom',
  grass: 'grass, lawn',
  blur: 'blur, blurry, blurred, out of focus, bokeh, depth of field, soft focus, defocused, unfocused, motion blur, unsharp',
  dark: 'dark, underexposed, dim, gloomy, darkness, low light, shadow, shadows, too dark',
  bright: 'bright, overexposed, overexposure, glare, too bright, blown out',
  saturated: 'saturated, oversaturated, oversaturation, saturation, garish, vivid colors, neon colors',
  shake: 'shake, shaky, shaking, jitter, jittery, camera shake, handheld, wobble, flicker, flickering',
  grain:
    'grain, grainy, noise, noisy, film grain, jpeg artifacts, compression artifacts, artifacts, artifact, pixelated',
  motion: 'motion, movement, camera movement, camera motion, moving',
  vignette: 'vignette, vignetting',
} as const satisfies Record<BannedThing, string>;

/** This engine never draws these, so asking it not to is always granted. */
export const NEVER_DRAWN: ReadonlySet<string> = new Set(
  `watermark,watermarks,text,texts,caption,captions,subtitle,subtitles,logo,logos,signature,username,letters,writing,border,borders,frame,blood,gore,nudity,nsfw,violence,
  worst quality,lowres,low resolution,error,duplicate frames,split screen,collage`
    .split(',')
    .map((word) => word.trim()),
);
