import type { LexiconTable } from './sense.ts';

/** The camera's own words. Words such as "slowly" or "to the" may stand inside a phrase. */
export const CAMERA_WORDS: LexiconTable = [
  ['drone follow, drone track, drone fly over', { camera: ['aerial', 'track'] }],
  ['zoom in, zoom into, zoom closer, zoom inward', { camera: ['zoom_in'] }],
  ['zoom out, zoom away, zoom back, zoom outward', { camera: ['zoom_out'] }],
  ['zoom, zoom shot, crash zoom', { camera: ['zoom_in'] }],
  [
    'dolly in, dolly forward, push in, push forward, camera move forward, camera move closer, camera move in, camera advance, camera approach, camera push, move forward camera, dolly shot, camera forward',
    { camera: ['dolly_in'] },
  ],
  [
    'dolly out, dolly back, pull back, pull out, pull away, camera move back, camera move backward, camera retreat, camera move away, dolly backward, crane back, camera back',
    { camera: ['dolly_out'] },
  ],
  ['dolly zoom, vertigo effect', { camera: ['dolly_in', 'zoom_out'] }],
  [
    'pan left, camera move left, camera left, pan from right to left, whip pan left',
    { camera: ['pan_left'] },
  ],
  [
    'pan right, camera move right, camera right, pan, pan shot, pan across, pan from left to right, whip pan, whip pan right',
    { camera: ['pan_right'] },
  ],
  ['tilt up, camera look up, tilt upward', { camera: ['tilt_up'] }],
  ['tilt down, camera look down, tilt downward', { camera: ['tilt_down'] }],
  ['truck left, slide left, camera slide left, tracking left', { camera: ['truck_left'] }],
  [
    'truck right, slide right, camera slide right, slider shot, tracking right, lateral tracking',
    { camera: ['truck_right'] },
  ],
  [
    'pedestal up, crane up, boom up, camera rise, camera ascend, crane shot, jib up, camera move up, camera up',
    { camera: ['pedestal_up'] },
  ],
  [
    'pedestal down, crane down, boom down, camera descend, camera lower, jib down, camera move down',
    { camera: ['pedestal_down'] },
  ],
  ['orbit left, arc left, counterclockwise orbit', { camera: ['orbit_left'] }],
  [
    'orbit right, arc right, arc shot, orbit shot, orbit around, camera orbit, camera circle, circle around, 360, 360 degree, rotate around, camera rotate, camera revolve, orbital shot, revolve around, camera arc, bullet time, arc around',
    { camera: ['orbit_right'] },
  ],
  ['dutch roll, barrel roll, camera roll, roll shot', { camera: ['roll'] }],
  [
    'aerial, aerial shot, aerial view, aerial footage, drone shot, drone view, drone footage, flyover, fly over shot, helicopter shot, aerial panorama, aerial drone',
    { camera: ['aerial'], viewpoint: 'high' },
  ],
  ['fpv, fpv drone, fpv shot', { camera: ['aerial'] }],
  [
    'bird eye view, birds eye view, bird s eye view, top view, top down view, top down, overhead shot, overhead view, from above',
    { viewpoint: 'overhead' },
  ],
  [
    'tracking shot, track shot, camera follow, camera track, follow shot, following shot, steadicam, camera tracking, follow cam',
    { camera: ['track'] },
  ],
  [
    'handheld, hand held, handheld camera, shaky camera, camera shake, with an intense shaking effect, shaking effect, shaky, handheld shot, shaking camera, intense shake effect, earthquake',
    { camera: ['shake'] },
  ],
  [
    'rack focus, racking focus, focus pull, shift focus, focus shift, shallow focus',
    { camera: ['rack_focus'] },
  ],
  [
    'static camera, static shot, fixed camera, fixed shot, still frame, in a still frame, locked off, locked camera, camera static, camera still, camera fixed, static, frozen in time, stationary camera, tripod, a tranquil tableau of, tranquil tableau, camera remain still, tripod shot, still camera',
    { camera: ['static'] },
  ],
  [
    'featuring a steady and smooth perspective, steady and smooth perspective, steady camera, smooth camera',
    { camera: ['dolly_in'], pace: 0.5 },
  ],
  ['extreme close up, extreme closeup, macro, macro shot', { shotSize: 'extreme_close_up' }],
  [
    'close up, closeup, close up shot, close up of, closeup of, close shot, portrait, headshot, cropped closeup, close up view, close up shot of, facing camera',
    { shotSize: 'close_up' },
  ],
  ['medium shot, mid shot, medium close up, waist up, half body', { shotSize: 'medium' }],
  ['full shot, full body, full body shot, full length', { shotSize: 'full' }],
  [
    'wide shot, wide angle, long shot, establishing shot, wide view, panoramic, panorama, wide angle shot',
    { shotSize: 'wide' },
  ],
  ['extreme wide shot, extreme long shot, vast landscape, ultra wide', { shotSize: 'extreme_wide' }],
  ['low angle, low angle shot, worm eye view, from below, low angle view', { viewpoint: 'low' }],
  ['high angle, high angle shot, high angle view', { viewpoint: 'high' }],
  ['eye level, eye level shot, front view', { viewpoint: 'eye' }],
  [
    'slow motion, in slow motion, slo mo, super slow motion, in super slow motion, extreme slow motion, in extreme slow motion, slowmo, slow mo, high speed footage',
    { timeScale: 0.35 },
  ],
  ['time lapse, timelapse, hyperlapse, time lapse of, time lapse footage', { timeScale: 8 }],
  ['slow, slowly, gentle, gently, leisurely, gradual, gradually, lazily, subtle', { pace: 0.5 }],
  [
    'fast, quick, quickly, rapid, rapidly, swift, swiftly, speedy, dramatic, high speed, full speed',
    { pace: 1.7 },
  ],
];

/** Words that may stand inside a camera phrase without changing it. */
export const CAMERA_GLUE: ReadonlySet<string> = new Set([
  'to',
  'the',
  'slowly',
  'gently',
  'smoothly',
  'quickly',
  'slightly',
  'steadily',
  'gradually',
  'rapidly',
  'a',
  'is',
  'camera',
  'and',
  'subject',
]);
