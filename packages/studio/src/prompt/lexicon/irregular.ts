/** Forms that no rule of spelling finds: form -> lemma. */
export const IRREGULAR: ReadonlyMap<string, string> = new Map(
  `ran run,swam swim,swum swim,flew fly,flown fly,rode ride,ridden ride,drove drive,driven drive,ate eat,eaten eat,drank drink,drunk drink,sang sing,sung sing,
  sat sit,stood stand,slept sleep,wrote write,written write,drew draw,drawn draw,threw throw,thrown throw,caught catch,held hold,fed feed,fell fall,fallen fall,
  fought fight,wore wear,worn wear,blew blow,blown blow,dug dig,built build,swept sweep,spun spin,swung swing,leapt leap,knelt kneel,made make,took take,taken take,
  went go,gone go,does do,came come,bent bend,shook shake,shaken shake,lay lie,lying lie,lain lie,dying die,tying tie,froze freeze,wept weep,spoke speak,spoken speak,
  taught teach,bit bite,bitten bite,hid hide,hidden hide,shot shoot,lit light,rose rise,risen rise,rising rise,slid slide,dove dove,
  men man,women woman,children child,people people,feet foot,teeth tooth,mice mouse,geese goose,oxen ox,wolves wolf,leaves leaf,knives knife,wives wife,shelves shelf,
  loaves loaf,scarves scarf,lives life,calves calf,halves half,elves elf,dwarves dwarf,cacti cactus,octopi octopus,fungi fungus,sheep sheep,fish fish,deer deer,
  buses bus,gases gas,glasses glasses,clothes clothes,skis skis,skiing ski,skies sky,policemen policeman,firemen fireman,snowmen snowman,spacemen spaceman,selfies selfie,
  cookies cookie,movies movie,ties tie,pies pie,zombies zombie,hippies hippie,bookshelves bookshelf,butterflies butterfly,potatoes potato,tomatoes tomato,heroes hero,volcanoes volcano,
  superheroes superhero,tornadoes tornado,mosquitoes mosquito,buffaloes buffalo,dice dice,axes axe,lens lens,bus bus,canvas canvas,grass grass,glass glass,dress dress,
  moss moss,gymnastics gymnastics,aerobics aerobics,tennis tennis,chess chess,scissors scissors,binoculars binoculars,cactus cactus,octopus octopus,compass compass,christmas christmas`
    .split(',')
    .map((pair) => {
      const [form = '', lemma = ''] = pair.trim().split(' ');
      return [form, lemma] as const;
    }),
);
