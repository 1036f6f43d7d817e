import type { LexiconTable } from './sense.ts';

/** Words that say where a shot happens. */
export const PLACE_WORDS: LexiconTable = [
  ['sandstone arch, natural arch, rock arch', { place: 'canyon', figure: 'stone_arch' }],
  ['amusement park, theme park, fairground, carnival', { place: 'park', figure: 'ferris_wheel' }],
  ['playground', { place: 'park', figure: 'playground_slide' }],
  ['campsite, campground, campsites', { place: 'forest', figure: 'tent' }],
  ['construction site', { place: 'street', figure: 'crane_machine' }],
  ['industrial area, industrial district, industrial zone', { place: 'street', figure: 'factory' }],
  ['gas station, petrol station', { place: 'street', figure: 'fuel_pump' }],
  [
    'field, meadow, grassland, prairie, savanna, savannah, lawn, plain, open field, wheat field, pasture, fantasy landscape, countryside, golf course, landscape, battlefield',
    { place: 'field' },
  ],
  ['park, campus, cemetery, graveyard, zoo', { place: 'park' }],
  [
    'garden, greenhouse, botanical garden, zen garden, backyard, back yard, yard, flower garden, courtyard, orchard, vineyard, rock garden',
    { place: 'garden' },
  ],
  ['farm, farmland, ranch, barnyard, plantation', { place: 'farm' }],
  [
    'village, countryside village, hamlet, small village, country village, old village, ancient village',
    { place: 'hills', figure: 'village' },
  ],
  ['mountain village, alpine village', { place: 'mountains', figure: 'village' }],
  ['fishing village, seaside village, coastal village', { place: 'beach', figure: 'village' }],
  ['rice field, rice terrace, rice paddy, tea plantation', { place: 'hills' }],
  ['hill, hillside, valley, rolling hill, terraced field', { place: 'hills' }],
  ['forest, wood, woods, woodland, enchanted forest, redwood, grove', { place: 'forest' }],
  [
    'snowy forest, snow covered forest, winter forest, snow forest',
    { place: 'snowy_forest', traits: ['winter'] },
  ],
  [
    'bamboo forest, bamboo grove, bamboo jungle, bamboo wood',
    { place: 'jungle', figure: 'bamboo', traits: ['tropical'] },
  ],
  ['jungle, rainforest, rain forest, amazon', { place: 'jungle', traits: ['tropical'] }],
  [
    'snow field, snowfield, snowy field, snowy landscape, tundra, arctic, antarctica, antarctic, north pole, ice field, snow covered field, on the ice, on ice, on thin ice, ice sheet, ice floe, sea ice, pack ice, frozen tundra',
    { place: 'snow_field', traits: ['winter'] },
  ],
  [
    'mountain, mountainside, cliff, peak, mountain range, mountain peak, mountain top, mountaintop, summit, highland, fjord, ridge, pacific northwest',
    { place: 'mountains' },
  ],
  [
    'snow mountain, snowy mountain, snow capped mountain, ski slope, glacier, ice cave, himalayas, himalaya, alps, everest, mount everest, snow rocky mountain, snow blanketed rocky mountain, snow covered mountain',
    { place: 'snow_mountains', traits: ['winter'] },
  ],
  ['volcano crater, lava, lava field, volcanic landscape, volcanic eruption, eruption', { place: 'volcano' }],
  ['desert, dune, sand dune, sahara, arabian desert, oasis, wasteland, athens', { place: 'desert' }],
  ['canyon, grand canyon, gorge, petra, chaco canyon, utah desert, badlands', { place: 'canyon' }],
  [
    'beach, seaside, shore, seashore, shoreline, coast, coastline, island, lagoon, tropical island, coastal beach, pacific coast, cove, bay',
    { place: 'beach' },
  ],
  ['tropical beach, hawaii, maldives, caribbean beach', { place: 'beach', traits: ['tropical'] }],
  ['lake, lakeside, pond, lakeshore, marsh, swamp, wetland, lake shore', { place: 'lake' }],
  ['frozen lake, icy lake, frozen pond', { place: 'lake', traits: ['winter'] }],
  [
    'river, stream, creek, riverbank, riverside, canal, brook, seine, seine river, thames, nile, venice',
    { place: 'river' },
  ],
  ['waterfall, cascade, niagara, niagara falls', { place: 'waterfall' }],
  [
    'ocean, sea, open sea, caribbean ocean, caribbean, high seas, pacific, atlantic, atlantic ocean, pacific ocean',
    { place: 'sea' },
  ],
  ['harbor, harbour, port, marina, dock, pier, wharf', { place: 'harbour' }],
  ['swimming pool, pool, indoor swimming pool, water park', { place: 'swimming_pool' }],
  [
    'underwater, seabed, sea floor, ocean floor, under the sea, under water, aquarium, fish tank',
    { place: 'seabed' },
  ],
  [
    'deep sea, deep ocean, ocean depths, depths of the sea, abyss, bottom of the ocean, bottom of the sea',
    { place: 'seabed', traits: ['dark'] },
  ],
  ['coral reef, reef, underwater coral reef, great barrier reef', { place: 'coral_reef' }],
  [
    'road, highway, freeway, coastal highway, motorway, raceway, racetrack, race track, driveway, country road, runway, path, trail, dirt road, bridge road, airport, tarmac',
    { place: 'road' },
  ],
  [
    'railway, railroad, train track, railway track, train station, train railway, train station platform, railway station, subway station, station, platform, rail, subway, metro',
    { place: 'railway' },
  ],
  [
    'street, city street, avenue, sidewalk, pavement, crosswalk, intersection, corner, parking lot, downtown, cobblestone street, town, boulevard, rush hour, main street, curb, suburb, neighborhood, bus stop, street corner',
    { place: 'street' },
  ],
  ['times square', { place: 'street', traits: ['neon', 'crowded'], time: 'night' }],
  ['alley, alleyway, back alley, narrow alley, backstreet', { place: 'alley' }],
  [
    'plaza, square, market, marketplace, town square, city square, cobblestone square, bazaar, fair, historic square',
    { place: 'plaza' },
  ],
  [
    'skyline, city skyline, cityscape, shanghai, bund, bund shanghai, metropolis, megacity, new york city skyline, urban landscape',
    { place: 'skyline' },
  ],
  ['city, town centre, junkyard, future', { weakPlace: 'street' }],
  ['rooftop, roof, roof top, balcony, terrace', { place: 'rooftop' }],
  [
    'stadium, baseball stadium, football field, football stadium, soccer field, soccer pitch, basketball court, tennis court, arena, sports field, running track, ice rink',
    { place: 'stadium' },
  ],
  ['sky, air, cloudscape, stratosphere', { place: 'sky' }],
  ['clear blue sky, blue sky', { place: 'sky', weather: ['clear'] }],
  [
    'space, asteroid field, asteroid belt, outer space, galaxy, nebula, universe, cosmos, milky way, deep space, orbit, black hole, zero gravity, solar system',
    { place: 'space' },
  ],
  ['moon surface, lunar surface, on the moon, surface of the moon, lunar landscape', { place: 'moon' }],
  [
    'mars, on mars, surface of mars, martian landscape, alien planet, red planet, alien landscape',
    { place: 'mars' },
  ],
  ['kitchen, pantry', { place: 'kitchen' }],
  [
    'living room, room, lounge, house interior, apartment, indoors, indoor, home interior, parlor, lobby, hotel room, tea room, traditional tea room, tea ceremony room, japanese tea ceremony room, porch, dining room, nursing home, attic',
    { place: 'living_room' },
  ],
  ['bedroom, nursery, dormitory', { place: 'bedroom' }],
  ['bathroom, restroom, washroom, shower room', { place: 'bathroom' }],
  [
    'office, meeting room, conference room, workplace, cubicle, boardroom, hospital room, hospital, control room, server room, pharmacy',
    { place: 'office' },
  ],
  ['laboratory, lab, science lab, research lab', { place: 'office', figure: 'microscope' }],
  ['classroom, lecture hall, school room, auditorium', { place: 'classroom' }],
  ['library, reading room, bookstore, book shop, study room', { place: 'library' }],
  [
    'cafe, coffee shop, restaurant, bar, pub, food court, cafeteria, diner, tavern, supermarket, grocery store, shopping mall, mall, canteen, bistro, clothing store, toy store',
    { place: 'cafe' },
  ],
  ['bakery, bakery shop, pastry shop', { place: 'cafe', figure: 'bread' }],
  [
    'gallery, art gallery, museum, indoor museum, modern art museum, art museum, exhibition, corridor, hallway, ballroom, staircase, hall, palace interior, throne room, elevator',
    { place: 'gallery' },
  ],
  [
    'stage, theater, theatre, concert, concert hall, music studio, recording studio, nightclub, night club, disco, movie theater, indoor movie theater, cinema, opera house, dance floor',
    { place: 'stage' },
  ],
  [
    'gym, gymnasium, indoor gymnasium, fitness center, dojo, boxing ring, yoga studio, dance studio',
    { place: 'gym' },
  ],
  [
    'workshop, garage, basement, warehouse, shed, cellar, factory floor, mechanic shop, studio workshop, forge, jail cell, jail, prison, prison cell, dungeon, cave',
    { place: 'workshop', traits: ['dark'] },
  ],
  ['tabletop, countertop, counter, chopping board, cutting board, table top', { place: 'tabletop' }],
  [
    'studio, studio shot, white background, plain background, black background, dark background, product shot',
    { weakPlace: 'stage' },
  ],
  ['wave, waves, big wave, surf, sea wave', { weakPlace: 'sea' }],
  ['sand, waves lap on sand, sandy', { weakPlace: 'beach' }],
  [
    'water, crystal clear water, calm water, clear water, motionless water, pool of water, glassy surface',
    { weakPlace: 'lake' },
  ],
  [
    'starry sky, night sky, starry night, star filled sky, sky full of star, sky filled with star',
    { weakPlace: 'field', time: 'night', weather: ['clear'] },
  ],
  ['snow, snowy, snow covered', { weakPlace: 'snow_field', traits: ['winter'] }],
  ['tree line, canopy, undergrowth, moss, fern, branch, tree branch', { weakPlace: 'forest' }],
  ['floor, wooden floor, carpet, rug', { weakPlace: 'living_room' }],
  ['grass, grassy', { weakPlace: 'field' }],
  [
    'new york, new york city, tokyo, hong kong, london, paris, berlin, las vegas, los angeles, san francisco, chicago, seoul, manhattan, beijing, rome, moscow, dubai, singapore, barcelona, istanbul',
    { weakPlace: 'street' },
  ],
  ['egypt, giza, sahara city, american southwest', { weakPlace: 'desert' }],
  ['traffic jam, heavy traffic, stuck in traffic', { weakPlace: 'street', traits: ['crowded'] }],
];
