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
  油画=oil painting,水彩=watercolor,黑白=black and white,像素=pixel art,动漫=anime,卡通=cartoon,电影感=cinematic,电影=cinematic,素描=pencil sketch,高清=high quality,可爱=cute,美丽=beautiful,模糊=blurry,文字=text,水印=watermark,左边=on the left of,右边=on the right of,前面=in front of,后面=behind`
    .split(',')
    .map((pair) => pair.trim().split('='))
    .map(([chinese = '', english = '']) => [chinese, english] as const),
);
