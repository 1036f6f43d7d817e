/** Words that carry grammar, not pictures. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `like itself himself herself themselves use using a an the this that these those it its his her hers their theirs our my your he she they them him i me we us you who whom which what when where while as is are was
  were be been being am do does did done doing has have had having will would can could may might shall should must to of for than then there here how so
  such just also very really quite too more most much each every all both either neither other another own same only even still yet but if because though
  although until since during s t re ve ll d m let lets one ones`.split(/\s+/u),
);

/** Praise and production talk: understood, and no reason to draw anything differently. */
export const FILLER_WORDS: ReadonlySet<string> = new Set(
  `rise everywhere lap presented led motionless beautiful gorgeous stunning lovely pretty nice amazing incredible cool super cute adorable fluffy happy happily joyful cheerful serene tranquil tranquility peaceful calm quiet still
  majestic epic magnificent breathtaking picturesque scenic idyllic charming elegant graceful gracefully exquisite intricate ornate detailed detail details realistic hyper hyperrealistic
  photorealistic photo photography photograph realism professional quality high low best masterpiece hd uhd 4k 8k 1080p 2k resolution ultra render rendering rendered 3d 2d digital art artstation octane
  unreal engine style styled stylized look looking looks feel feeling mood moody atmosphere atmospheric ambiance vibe scene scenery view shot video clip footage film movie image picture frame
  camera lens focus bokeh depth lighting light lights soft warm cold colors color colorful colourful vibrant vast wide deep classic
  adult glass authentic   seen show shows showing features featured appearing set placed nestled located standing stand stands stood made full empty effect smooth smoothly steady steadily intense perspective
  blooming bloom interior lonely lone crashing background foreground middle center centre side front back top bottom left right edge corner heart part place area surface perfectly alone together
  extremely highly slightly softly brightly deeply beautifully leisurely lazily various different single certain perfect clear crystal natural nature surrounding surround enjoying enjoy
  sense touch serenity beauty iconic enigmatic desolate arid solemnly welcoming motion time moment speed way life world kind type shade alpha channel included loop seamless
  concept conceptual visual visuals hdr imax arri cinematography cinema aspect ratio fps simple minimal minimalist clean fresh great good grand massive imposing stoic presence
  characterized stands gracing awaited meticulously arranged featured featuring begin begins start starts continue continues seem seems hushed enormous   offered once added charm setting enjoying engaged busily smiling carefree playful playfully`.split(
    /\s+/u,
  ),
);
