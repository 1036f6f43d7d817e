/** The commonest Chinese words of video prompts, as English that the lexicon knows. */
export const CHINESE: ReadonlyMap<string, string> = new Map(
  `一只=a,一个=a,一位=a,一名=a,一条=a,一辆=a,一艘=a,一架=a,一座=a,一棵=a,一匹=a,一头=a,一朵=a,一对=a pair of,一群=group of,两只=two,两个=two,三只=three,三个=three,几只=several,许多=many,很多=many,
  的=,了=,着=,在=in,里=,里面=,中=,上=,和=and,与=and,旁边=,旁=,边=,有=with,是=is,正在=,穿着=wearing,戴着=wearing,拿着=holding,没有=without,
  狗=dog,小狗=puppy,柯基=corgi,猫=cat,小猫=kitten,猫咪=cat,熊猫=panda,大熊猫=panda,熊=bear,北极熊=polar bear,老虎=tiger,狮子=lion,大象=elephant,马=horse,牛=cow,羊=sheep,猪=pig,兔子=rabbit,猴子=monkey,
  狐狸=fox,狼=wolf,鹿=deer,鸟=bird,小鸟=bird,鸭子=duck,鸡=chicken,老鹰=eagle,企鹅=penguin,鱼=fish,鲨鱼=shark,鲸鱼=whale,海豚=dolphin,乌龟=turtle,蝴蝶=butterfly,蜜蜂=bee,龙=dragon,恐龙=dinosaur,松鼠=squirrel,长颈鹿=giraffe,斑马=zebra,
  人=person,男人=man,女人=woman,男子=man,女子=woman,男孩=boy,女孩=girl,小女孩=girl,小男孩=boy,孩子=child,小孩=child,婴儿=baby,老人=old man,老奶奶=old woman,美女=woman,少女=girl,宇航员=astronaut,机器人=robot,超人=superman,武士=samurai,
  国王=king,公主=princess,厨师=chef,医生=doctor,警察=police officer,情侣=couple,人群=crowd,
  汽车=car,车=car,跑车=sports car,公交车=bus,卡车=truck,火车=train,高铁=bullet train,自行车=bicycle,摩托车=motorcycle,飞机=airplane,直升机=helicopter,船=boat,帆船=sailboat,轮船=ship,火箭=rocket,飞船=spaceship,无人机=drone,热气球=hot air balloon,
  房子=house,城堡=castle,塔=tower,埃菲尔铁塔=eiffel tower,灯塔=lighthouse,风车=windmill,桥=bridge,寺庙=temple,教堂=church,摩天大楼=skyscraper,
  树=tree,松树=pine tree,棕榈树=palm tree,花=flower,花朵=flower,玫瑰=rose,向日葵=sunflower,樱花=cherry blossom,竹子=bamboo,蘑菇=mushroom,石头=rock,篝火=campfire,火=fire,蜡烛=candle,灯笼=paper lantern,月亮=moon,太阳=sun,
  桌子=table,椅子=chair,床=bed,沙发=sofa,钟=clock,电视=television,电脑=computer,手机=phone,书=book,雨伞=umbrella,伞=umbrella,吉他=guitar,钢琴=piano,小提琴=violin,鼓=drum,杯子=cup,咖啡=coffee,茶=tea,啤酒=beer,苹果=apple,香蕉=banana,蛋糕=cake,披萨=pizza,汉堡=burger,面条=noodles,冰淇淋=ice cream,足球=soccer ball,篮球=basketball,风筝=kite,气球=balloon,帽子=hat,眼镜=glasses,
  森林=forest,雪林=snowy forest,雪地=snow field,雪山=snow mountain,山=mountain,沙漠=desert,草原=field,草地=field,田野=field,公园=park,花园=garden,农场=farm,海滩=beach,沙滩=beach,海边=beach,大海=ocean,海洋=ocean,海=ocean,海底=seabed,水下=underwater,湖=lake,湖边=lake,河=river,瀑布=waterfall,
  城市=city,街道=street,街头=street,街=street,马路=road,公路=road,小巷=alley,广场=plaza,天空=sky,太空=space,火星=mars,月球=moon surface,厨房=kitchen,客厅=living room,卧室=bedroom,浴室=bathroom,办公室=office,教室=classroom,图书馆=library,咖啡馆=cafe,餐厅=restaurant,舞台=stage,健身房=gym,东京=tokyo,上海=shanghai,巴黎=paris,纽约=new york,丛林=jungle,火山=volcano,
  走=walking,走路=walking,散步=walking,跑=running,奔跑=running,跑步=running,跳=jumping,跳跃=jumping,跳舞=dancing,飞=flying,飞翔=flying,飞行=flying,游泳=swimming,游=swimming,坐=sitting,站=standing,躺=lying,睡觉=sleeping,吃=eating,喝=drinking,唱歌=singing,弹吉他=playing guitar,弹钢琴=playing piano,弹=playing,演奏=playing,骑=riding,开车=driving car,看书=reading a book,读书=reading a book,写字=writing,画画=painting,做饭=cooking,打篮球=playing basketball,踢足球=playing soccer,冲浪=surfing,滑雪=skiing,滑板=skateboarding,玩=playing,笑=laughing,哭=crying,挥手=waving,拥抱=hugging,冥想=meditating,钓鱼=fishing,
  红色=red,橙色=orange,黄色=yellow,绿色=green,蓝色=blue,紫色=purple,粉色=pink,黑色=black,白色=white,棕色=brown,灰色=gray,金色=golden,银色=silver,巨大=giant,小=small,大=big,
  白天=day,早晨=morning,清晨=morning,日出=sunrise,日落=sunset,夕阳=sunset,黄昏=dusk,夜晚=night,晚上=night,夜=night,下雨=rain,雨=rain,雨中=rain,下雪=snowfall,雪=snow,雾=fog,暴风雨=storm,风=wind,云=clouds,星空=starry sky,烟花=fireworks,极光=aurora,春天=spring,夏天=summer,秋天=autumn,冬天=winter,霓虹灯=neon,赛博朋克=cyberpunk,
  镜头=camera,推进=zoom in,推近=zoom in,放大=zoom in,拉远=zoom out,缩小=zoom out,左移=pan left,右移=pan right,向左=left,向右=right,环绕=orbit around,跟随=tracking shot,航拍=aerial,俯视=overhead view,仰视=low angle,特写=close up,近景=close up,中景=medium shot,全景=wide shot,远景=wide shot,固定=fixed shot,手持=handheld,慢动作=slow motion,延时摄影=time lapse,缓慢=slowly,快速=quickly,慢慢=slowly,
  油画=oil painting,水彩=watercolor,黑白=black and white,像素=pixel art,动漫=anime,卡通=cartoon,电影感=cinematic,电影=cinematic,素描=pencil sketch,高清=high quality,可爱=cute,美丽=beautiful,模糊=blurry,文字=text,水印=watermark,左边=on the left of,右边=on the right of,前面=in front of,后面=behind,
  竹林=bamboo forest,竹叶=bamboo,鹰=eagle,老虎=tiger,豹子=leopard,骆驼=camel,羊群=flock of sheep,鸟群=flock of birds,鱼群=school of fish,牛群=herd of cows,马群=herd of horses,天鹅=swan,火烈鸟=flamingo,猫头鹰=owl,孔雀=peacock,青蛙=frog,蛇=snake,袋鼠=kangaroo,考拉=koala,海龟=sea turtle,水母=jellyfish,章鱼=octopus,螃蟹=crab,金鱼=goldfish,仓鼠=hamster,刺猬=hedgehog,
  竹=bamboo,柳树=willow,银杏=maple,枫叶=autumn leaves,落叶=falling leaves,樱花树=cherry tree,荷花=lotus,郁金香=tulip,菊花=daisy,薰衣草=lavender,草=grass,树叶=leaf,花瓣=petals,仙人掌=cactus,盆栽=potted plant,
  老师=teacher,教师=teacher,学生=student,士兵=soldier,骑士=knight,忍者=ninja,巫师=wizard,女巫=witch,海盗=pirate,舞者=dancer,歌手=singer,画家=artist,农民=farmer,商人=businessman,科学家=scientist,消防员=firefighter,牛仔=cowboy,新娘=bride,小丑=clown,圣诞老人=santa,雪人=snowman,外星人=alien,父亲=father,母亲=mother,爸爸=father,妈妈=mother,爷爷=grandfather,奶奶=grandmother,老太太=old woman,家人=family,朋友=person,孩子们=children,小朋友=child,女子=woman,
  出租车=taxi,救护车=ambulance,消防车=fire engine,拖拉机=tractor,小船=rowing boat,渔船=boat,地铁=train,电车=tram,缆车=cable car,飞碟=ufo,卫星=satellite,汽艇=speedboat,
  木屋=cabin,小屋=cabin,小木屋=cabin,谷仓=barn,金字塔=pyramid,宫殿=palace,宝塔=pagoda,雕像=statue,喷泉=fountain,摩天轮=ferris wheel,帐篷=tent,村庄=village,村子=village,小村庄=village,山村=mountain village,渔村=fishing village,小镇=town,古镇=ancient town,
  水果=fruit,蔬菜=vegetables,橙子=orange,葡萄=grapes,草莓=strawberry,西瓜=watermelon,柠檬=lemon,桃子=peach,梨=pear,樱桃=cherries,面包=bread,鸡蛋=egg,牛奶=milk,红酒=wine,饺子=dumpling,寿司=sushi,米饭=rice,热咖啡=coffee,奶酪=cheese,饼干=cookie,巧克力=chocolate,甜甜圈=donut,胡萝卜=carrot,西红柿=tomato,番茄=tomato,玉米=corn,南瓜=pumpkin,
  碗=bowl,盘子=plate,瓶子=bottle,花瓶=vase,篮子=basket,茶壶=teapot,酒杯=wine glass,刀=knife,叉子=fork,勺子=spoon,箱子=box,礼物=gift,行李箱=suitcase,背包=backpack,镜子=mirror,窗户=window,窗台=window sill,窗边=by the window,窗外=out of the window,门=door,台灯=lamp,书架=bookshelf,书桌=desk,黑板=blackboard,白板=whiteboard,冰箱=refrigerator,笔=pen,剪刀=scissors,钥匙=key,皇冠=crown,剑=sword,斧头=axe,相机=camera,围巾=scarf,裙子=dress,壁炉=fireplace,长椅=bench,路灯=street lamp,红绿灯=traffic light,笔记本电脑=laptop,键盘=keyboard,小号=trumpet,长笛=flute,萨克斯=saxophone,二胡=violin,古筝=harp,球=ball,网球=tennis ball,飞盘=frisbee,
  竹海=bamboo forest,雨林=rainforest,热带雨林=rainforest,树林=forest,树林里=in forest,稻田=rice field,麦田=wheat field,花海=flower field,花田=flower field,山谷=valley,山坡=hillside,小山=hill,群山=mountains,山脉=mountains,山顶=mountain top,山间=mountains,悬崖=cliff,峡谷=canyon,冰面=on the ice,冰川=glacier,冰山=iceberg,南极=antarctica,北极=arctic,戈壁=desert,沙丘=sand dune,海岸=coast,海岸线=coastline,海岛=island,岛=island,深海=deep sea,海面=sea,珊瑚礁=coral reef,湖面=lake,湖泊=lake,池塘=pond,小溪=stream,溪流=stream,小河=river,河边=riverbank,河流=river,港口=harbor,码头=pier,游泳池=swimming pool,泳池=swimming pool,
  乡村=countryside,乡间=countryside,草坪=lawn,草丛=grass,庭院=courtyard,院子=yard,屋顶=rooftop,天台=rooftop,阳台=balcony,市场=market,集市=market,桥上=on bridge,铁路=railway,铁轨=railway,车站=station,火车站=train station,机场=airport,停车场=parking lot,体育场=stadium,球场=stadium,篮球场=basketball court,足球场=soccer field,夜空=night sky,空中=sky,空=sky,云海=clouds,外太空=outer space,宇宙=space,银河=milky way,月亮上=moon surface,实验室=laboratory,工厂=workshop,车间=workshop,博物馆=museum,美术馆=art gallery,剧院=theater,酒吧=bar,面包店=bakery,超市=supermarket,医院=hospital room,书店=bookstore,房间=room,洞穴=cave,游乐园=amusement park,天际线=skyline,北京=beijing,香港=hong kong,伦敦=london,富士山=mount fuji,长城=ancient hills,
  走过=walking through,走在=walking in,穿过=through,穿越=through,经过=passing,驶过=passing,行驶=driving,飞过=flying over,飞越=flying over,飞舞=flying,流过=through,漂浮=floating,漂=floating,升起=rising,落下=falling,飘落=falling,掉落=falling,坠落=falling,绽放=blooming,放风筝=flying a kite,放=,过=,夜景=night view,盛开=blooming,燃烧=burning,放在=on,放着=with,摆在=on,摆着=with,装满=full of,满是=full of,充满=full of,开满=full of,布满=full of,围着=around,望着=looking at,看着=looking at,看向=looking at,看=looking at,观看=watching,追逐=chasing,追=chasing,追赶=chasing,握手=shaking hands,亲吻=kissing,接吻=kissing,打架=fighting,打斗=fighting,战斗=fighting,摔跤=wrestling,拳击=punching,爬=climbing,爬山=climbing mountain,攀岩=climbing,骑马=riding horse,骑自行车=riding bicycle,骑摩托车=riding motorcycle,骑车=riding bicycle,划船=rowing,驾驶=driving,跳水=diving,潜水=swimming,滑冰=skating,打鼓=playing drums,拉小提琴=playing violin,吹笛子=playing flute,唱=singing,喝咖啡=drinking coffee,喝茶=drinking tea,吃竹子=eating bamboo,吃草=grazing,打电话=talking on the phone,打字=typing,拍照=taking photo,做瑜伽=yoga,鼓掌=clapping,鞠躬=bowing,敬礼=saluting,奔驰=galloping,嚎叫=howling,嬉戏=playing,玩耍=playing,玩球=playing with ball,站立=standing,趴=lying,躺着=lying,跪=kneeling,举着=holding,抱着=holding,撑着=holding,打着=holding,牵着=with,背着=wearing,戴=wearing,穿=wearing,扫地=sweeping,浇水=watering,挖=digging,切菜=chopping,洗手=washing hands,刷牙=brushing teeth,梳头=combing hair,弹琴=playing piano,
  粉红色=pink,绿色的=green,红=red,黄=yellow,蓝=blue,绿=green,紫=purple,粉=pink,黑=black,白=white,棕=brown,灰=gray,青=turquoise,青色=turquoise,高大=tall,巨型=giant,微小=tiny,迷你=tiny,
  中午=noon,下午=afternoon,傍晚=dusk,深夜=night,夜里=at night,夜晚的=night,黎明=dawn,清晨的=morning,阳光=sunlight,阳光下=in sunlight,月光=moonlight,月光下=in moonlight,雷雨=thunderstorm,闪电=lightning storm,大雨=heavy rain,小雨=rain,大雪=heavy snow,雪花=snowflakes,薄雾=mist,雾气=mist,彩虹=rainbow,萤火虫=fireflies,气泡=bubbles,泡泡=bubbles,北极光=aurora,星星=star,
  安静=quiet,宁静=quiet,热闹=busy,繁忙=busy,拥挤=crowded,古老=ancient,古代=ancient,未来=futuristic,未来感=futuristic,神秘=beautiful,温馨=cosy,舒适=cosy,木=wooden,木制=wooden,木质=wooden,结冰=frozen,冰冻=frozen,茂密=beautiful,漂亮=beautiful,壮观=beautiful,雄伟=beautiful,金黄=golden,金黄色=golden,
  左移镜头=pan left,镜头左移=pan left,镜头右移=pan right,镜头向左=pan left,镜头向右=pan right,上移=pedestal up,下移=pedestal down,上摇=tilt up,下摇=tilt down,旋转=orbit around,俯瞰=high angle,鸟瞰=aerial,无人机拍摄=drone shot,无人机镜头=drone shot,低角度=low angle,高角度=high angle,慢镜头=slow motion,延时=time lapse,跟拍=tracking shot,静止镜头=static shot,固定镜头=fixed shot,
  梵高=van gogh,浮世绘=ukiyo e,水墨=watercolor,水墨画=watercolor,素描画=pencil sketch,像素风=pixel art,像素艺术=pixel art,动画=cartoon,超现实=surreal,风格=style,写实=realistic,上方=above,上空=over,下面=under,旁边的=beside,周围=around,之间=between,对面=in front of,附近=near,远处=in the background,背景=background,从=from,向=toward,到=to,把=,被=,它=,他=,她=,们=,这=,那=,个=,都=,很=,地=,得=,一起=,同时=,正=,之=,以=,上面=on,下=under,及=and,或=or,还有=and,以及=and,并=and,有着=with,身穿=wearing,身着=wearing,头戴=wearing,手持着=holding,手里拿着=holding,手拿=holding`
    .split(',')
    .map((pair) => pair.trim().split('='))
    .map(([chinese = '', english = '']) => [chinese, english] as const),
);

/** Numbers as they stand before a measure word; several Chinese numerals are one English word. */
export const NUMERALS: ReadonlyMap<string, string> = new Map([
  ['一', 'a'],
  ['二', 'two'],
  ['两', 'two'],
  ['三', 'three'],
  ['四', 'four'],
  ['五', 'five'],
  ['六', 'six'],
  ['七', 'seven'],
  ['八', 'eight'],
  ['九', 'nine'],
  ['十', 'ten'],
  ['几', 'several'],
]);

/** Measure words: most only tell the shape of what is counted, some name a vessel or a crowd. */
export const MEASURES: ReadonlyMap<string, string> = new Map([
  ...'只 个 位 名 条 辆 艘 架 座 棵 匹 头 朵 张 把 本 间 栋 幢 颗 盏 列 枝 根 件 支 台 部 幅 扇 片 种 场 道 缕 轮'
    .split(' ')
    .map((measure) => [measure, ''] as const),
  ['杯', 'cup of'],
  ['碗', 'bowl of'],
  ['盘', 'plate of'],
  ['瓶', 'bottle of'],
  ['篮', 'basket of'],
  ['盒', 'box of'],
  ['桶', 'bucket of'],
  ['壶', 'pot of'],
  ['束', 'bouquet of'],
  ['块', 'piece of'],
  ['对', 'pair of'],
  ['群', 'group of'],
  ['排', 'row of'],
  ['堆', 'pile of'],
]);

// What may stand between "at" and the word for where: a short noun phrase of the same clause.
const NOUN = '(?<noun>[^在，。、；！？,.]{1,7}?)';

/** "On the table there are apples": what is there comes first in English. */
export const EXISTENTIALS: readonly { readonly pattern: RegExp; readonly english: string }[] = (
  [
    ['上面?', 'on'],
    ['(?:里面?|中)', 'in'],
    ['旁边?', 'next to'],
    ['前面?', 'in front of'],
  ] as const
).map(([where, english]) => ({
  pattern: new RegExp(
    `(?<noun>[^在，。、；！？,.]{1,7})${where}(?:有|放着|摆着)(?<thing>[^，。；！？,.]+)`,
    'gu',
  ),
  english,
}));

/** Words for where, which follow their noun, with the English preposition. "Evening" and "Shanghai" are no "top". */
export const POSTPOSITIONS: readonly { readonly pattern: RegExp; readonly english: string }[] = [
  { pattern: new RegExp(`在${NOUN}(?:上空|上方)`, 'gu'), english: 'over' },
  { pattern: new RegExp(`在${NOUN}(?:(?<![晚早])上(?![海空学班升午])面?)`, 'gu'), english: 'on' },
  { pattern: new RegExp(`在${NOUN}(?:下(?![雨雪午])面?)`, 'gu'), english: 'under' },
  { pattern: new RegExp(`在${NOUN}(?:里面?|中(?![心央午国景])间?)`, 'gu'), english: 'in' },
  { pattern: new RegExp(`在${NOUN}(?:旁边?|附近)`, 'gu'), english: 'next to' },
  { pattern: new RegExp(`在${NOUN}(?:前面?|面前)`, 'gu'), english: 'in front of' },
  { pattern: new RegExp(`在${NOUN}(?:后面?|背后)`, 'gu'), english: 'behind' },
];
