import { stem } from './words.ts';

/** English words of everyday questions, and what the Chinese ones are that purposes are written in. */
const WORDS = `
milk=牛奶 cheese=奶酪 butter=黄油 yogurt=酸奶 yoghurt=酸奶 cream=奶油 egg=鸡蛋 meat=肉 beef=牛肉 pork=猪肉 chicken=鸡肉 fish=鱼 shrimp=虾 seafood=海鲜 rice=大米 wheat=小麦 flour=面粉
bread=面包 noodle=面条 cookie=饼干 biscuit=饼干 cake=蛋糕 grain=谷物 corn=玉米 maize=玉米 bean=豆 soy=大豆 potato=土豆 vegetable=蔬菜 fruit=水果 apple=苹果 tomato=番茄 juice=果汁 wine=酒 beer=啤酒
liquor=白酒 alcohol=酒精,乙醇 tea=茶叶 coffee=咖啡 honey=蜂蜜 sugar=糖 salt=盐 salty=含盐,盐度 sauce=酱 soup=汤 oil=油 olive=橄榄油 food=食品 drink=饮料 candy=糖果 chocolate=巧克力 spice=香料 vinegar=醋 feed=饲料
calorie=热值 calories=食物热量,热值 protein=蛋白质,蛋白 fat=脂肪 fatty=脂肪 fibre=纤维 fiber=纤维 starch=淀粉 vitamin=维生素 mineral=矿物 caffeine=咖啡因 melamine=三聚氰胺 antibiotic=抗生素 pesticide=农药残留 herbicide=除草剂 additive=添加剂
preservative=防腐剂 sweetener=甜味剂 toxin=毒素 poison=有毒物质 mycotoxin=真菌毒素 allergen=过敏原 hormone=激素 drug=药物 medicine=药物 tablet=药片 pill=药片 capsule=胶囊 dissolve=溶出,溶解 dissolution=溶出 impurity=杂质 purity=纯度
pure=纯度 ingredient=成分 herb=中药 vaccine=疫苗 cosmetic=化妆品 shampoo=洗发水 lipstick=口红 sunscreen=防晒 perfume=香水 soap=肥皂 detergent=洗涤剂 smell=气味 odour=气味 odor=气味 aroma=香气 flavour=风味 flavor=风味 taste=味道 sweet=甜度,糖度 sour=酸度 bitter=苦味
water=水 drinking=饮用水 river=河水,水质 lake=湖水,水质 sea=海水 ocean=海洋 seawater=海水 wastewater=污水 sewage=污水 sludge=污泥 rain=雨 snow=雪 ice=冰 groundwater=地下水 air=空气 dust=粉尘 smoke=烟 exhaust=尾气 gas=气体 vapour=蒸气 steam=蒸汽 aerosol=气溶胶
soil=土壤 mud=泥 sediment=沉积物 rock=岩石 stone=石材 ore=矿石 sand=砂 clay=黏土 coal=煤 petroleum=石油 petrol=汽油 gasoline=汽油 diesel=柴油 fuel=燃料 lubricant=润滑油 grease=润滑脂 asphalt=沥青 fossil=化石 meteorite=陨石 crystal=晶体 gem=宝石 jade=玉 diamond=钻石 pearl=珍珠
gold=金 silver=银 jewellery=首饰 jewelry=首饰 necklace=首饰,贵金属 ring=首饰 copper=铜 iron=铁 steel=钢 aluminium=铝 aluminum=铝 titanium=钛 nickel=镍 zinc=锌 lead=铅 mercury=汞 cadmium=镉 arsenic=砷 chromium=铬 lithium=锂 uranium=铀 metal=金属 alloy=合金 tin=锡 magnesium=镁 platinum=铂 carbon=碳 sulfur=硫 sulphur=硫
oxygen=氧 hydrogen=氢 nitrogen=氮 helium=氦 chlorine=氯 fluoride=氟 nitrate=硝酸盐 phosphate=磷 ammonia=氨 methane=甲烷 formaldehyde=甲醛 benzene=苯 solvent=溶剂 acid=酸 alkali=碱 melt=熔点,熔融 melting=熔点,熔融 boiling=沸点 freezing=冷冻 frost=冻融 solid=固体 liquid=液体 powder=粉末 paste=膏 gel=凝胶 foam=泡沫 bubble=气泡
droplet=液滴 spray=喷雾 emulsion=乳液 suspension=悬浮液 colloid=胶体 slurry=浆料 solution=溶液 mixture=混合物 particle=颗粒 grainsize=晶粒 nanoparticle=纳米颗粒 nanotube=纳米管 graphene=石墨烯 mof=吸附 zeolite=分子筛 catalyst=催化剂 membrane=膜 film=薄膜 coating=涂层,镀层 layer=层 paint=油漆,涂料 varnish=油漆
ink=油墨 dye=染料 pigment=颜料 glue=胶水,粘接 adhesive=胶,粘接强度 tape=胶带 plastic=塑料 polymer=聚合物 rubber=橡胶 resin=树脂 nylon=尼龙 foamed=泡沫 composite=复合材料 carbonfibre=碳纤维 ceramic=陶瓷 pottery=陶器 porcelain=瓷器 glass=玻璃 mirror=镜面,平面度 lens=镜片 tile=瓷砖 brick=砖 concrete=混凝土 cement=水泥 wood=木材 bamboo=竹 paper=纸张
cardboard=纸箱 fabric=织物 cloth=织物 textile=织物 shirt=衣服,面料 clothing=服装 cotton=棉 wool=羊毛 silk=蚕丝 cashmere=羊绒 leather=皮革 shoe=鞋 sole=鞋底 thread=纱线 rope=绳索 wire=导线,金属丝 cable=电缆 pipe=管道 tube=管 tank=储罐 vessel=容器 bottle=瓶 bag=包装袋 package=包装 packaging=包装 box=箱 lid=瓶盖 seal=密封
battery=电池 cell=细胞 solar=太阳能电池 panel=板 led=LED,发光 lamp=灯 bulb=灯泡 laser=激光 light=光 display=显示屏 screen=屏幕 phone=手机 computer=计算机 chip=芯片 wafer=晶圆 silicon=硅 semiconductor=半导体 circuit=电路 board=电路板 solder=焊点 transistor=晶体管 capacitor=电容 resistor=电阻 sensor=传感器 antenna=天线 radar=雷达 amplifier=放大器 charger=充电器 motor=电机 engine=发动机
fan=风机 pump=泵 fridge=冰箱 appliance=家电 toy=玩具 furniture=家具 helmet=头盔 mask=口罩 tyre=轮胎 tire=轮胎 car=汽车 vehicle=汽车 seat=座椅 train=列车 aircraft=飞机 plane=飞机 wing=机翼 drone=无人机 ship=船 bridge=桥梁 building=建筑 house=房屋 beam=梁 road=道路 tunnel=隧道 rail=钢轨 bolt=螺栓 screw=螺栓 spring=弹簧 gear=齿轮 bearing=轴承 shaft=轴 blade=叶片
weld=焊缝 welded=焊缝 joint=接头 casting=铸件 forging=锻件 turbine=涡轮 nozzle=喷嘴 tool=刀具 mould=模具 mold=模具 component=部件 implant=植入物 prosthesis=假体 hip=人工关节 knee=人工关节 tooth=牙齿 teeth=牙齿 dental=牙 bone=骨头,骨 skin=皮肤 hair=头发 nail=指甲 blood=血液 serum=血清 plasma=血浆 urine=尿液 saliva=唾液 sweat=汗液 tissue=组织 organ=器官 brain=大脑,脑 heart=心脏
liver=肝 kidney=肾 lung=肺 muscle=肌肉 nerve=神经 neuron=神经元 eye=眼睛 ear=听力 tumour=肿瘤 tumor=肿瘤 cancer=癌 mouse=小鼠 mice=小鼠 rat=大鼠 zebrafish=斑马鱼 animal=动物 insect=昆虫 bee=蜜蜂 plant=植物 leaf=叶片 leave=叶片 root=根系 seed=种子 flower=花 tree=树木 crop=作物 algae=藻 fungus=真菌 fungi=真菌 yeast=酵母 bacteria=细菌 bacterium=细菌 microbe=微生物
virus=病毒 plasmid=质粒 gene=基因 genome=基因组 dna=DNA rna=RNA antibody=抗体 antigen=抗原 enzyme=酶 peptide=多肽 molecule=分子 molecular=分子 compound=化合物 isomer=异构体 enantiomer=手性 metabolite=代谢物 lipid=脂质 exosome=外泌体 mitochondria=线粒体 nucleus=细胞核 chromosome=染色体 sperm=精子 embryo=胚胎 species=物种鉴定 breed=品种
hard=硬度 hardness=硬度 soft=软硬 tough=韧性,冲击 toughness=韧性,冲击 brittle=脆性,冲击 strong=强度,拉力 strength=强度,拉力 stretch=拉伸,弹性 stretchy=拉伸,弹性 elastic=弹性 elasticity=弹性模量 stiff=刚度,模量 stiffness=刚度,模量 bend=弯曲 bending=弯曲 twist=扭转 squeeze=压缩 compress=压缩 crush=压碎,抗压 tear=撕裂 peel=剥离,附着力 stick=附着力,粘接 scratch=划痕 wear=磨损 worn=磨损 friction=摩擦 slippery=摩擦系数 slip=摩擦系数
crack=裂纹 cracked=裂纹 fracture=断口 broke=断裂原因,断口 broken=断裂原因,断口 break=断裂,强度 fatigue=疲劳 creep=蠕变 impact=冲击 hit=撞击 fall=跌落 drop=跌落 shock=冲击 shake=振动 shaking=振动 vibrate=振动 vibration=振动 earthquake=地震 explode=爆炸 explosion=爆炸 fire=着火,热失控 burn=燃烧 flame=阻燃 flammable=阻燃 heat=热 hot=温度 warm=保温 cold=低温 cool=散热 temperature=温度 thermal=热 insulation=保温,隔热
expand=热膨胀 expansion=热膨胀 shrink=收缩 shrinkage=收缩 swell=溶胀 dry=干燥 drying=干燥 moisture=水分 humidity=湿度 wet=润湿 hydrophobic=接触角,疏水 hydrophilic=接触角,亲水 repellent=疏水 waterproof=防水 absorb=吸收 adsorb=吸附 adsorption=吸附 porous=孔隙 pore=孔隙,孔径 porosity=孔隙率 leak=泄漏,密封 permeable=渗透 filter=过滤 dense=密度 density=密度 heavy=重量 weigh=称重 weight=重量 mass=质量 
thick=厚度 thickness=厚度 thin=薄 size=尺寸,粒径 length=长度 width=宽度 height=高度 depth=深度 volume=体积 shape=形状,形貌 round=圆度 flat=平面度,平整度 flatness=平面度 straight=直线度 rough=粗糙度 roughness=粗糙度 smooth=粗糙度 shiny=光泽度 gloss=光泽度 colour=颜色 color=颜色 coloured=颜色 stain=污渍,污染物 spot=斑点 fade=褪色,色牢度 yellow=黄变 white=白度 whiteness=白度 transparent=透光率 clear=透明度 transmission=透过率 reflect=反射率 reflectance=反射率 bright=亮度 brightness=亮度 glow=发光 fluorescence=荧光
fluorescent=荧光 uv=紫外 infrared=红外 wavelength=波长 spectrum=光谱 photon=光子 refractive=折射率 viscous=粘度 viscosity=粘度 flow=流动 sticky=粘性 spread=铺展 settle=沉降 stable=稳定性 stability=稳定性 separate=分离 mix=混合 concentrate=浓缩 extract=提取 purify=纯化 crystallise=结晶 crystallize=结晶 grind=研磨 mill=球磨 sieve=筛分 cut=切割 slice=切片 section=切片,截面 polish=抛光 etch=刻蚀 deposit=沉积 print=打印 engrave=雕刻
count=计数 number=数量 sort=分选 image=成像 photograph=成像 picture=成像 watch=观察 observe=观察 look=观察 microscope=显微镜 structure=结构 composition=成分 content=含量 contain=含有 element=元素 elemental=元素 phase=物相 impurities=杂质 trace=痕量 isotope=同位素 radioactive=放射性 radioactivity=放射性 radiation=辐射 age=年代,测年 old=年代,测年 ancient=古代,年代 origin=产地,溯源 fake=真伪,鉴别 real=真伪,鉴别 genuine=真伪,鉴别 authentic=真伪,鉴别 adulterated=掺假 identify=鉴定 identity=鉴别 unknown=未知物
electric=电 electrical=电 electricity=用电 conductive=导电,电阻率 conductivity=电导率 conduct=导电 resistance=电阻 resistivity=电阻率 voltage=电压 current=电流 charge=电荷 static=静电 power=功率 energy=能量 efficiency=效率 signal=信号 frequency=频率 noise=噪声 noisy=噪声 loud=噪声 quiet=噪声 sound=声音 acoustic=声学 speaker=扬声器 headphone=耳机 interference=电磁干扰 interfere=电磁干扰 magnetic=磁性 magnet=磁铁,磁性 magnetism=磁性 vacuum=真空 pressure=压力 wind=风 speed=速度 velocity=速度 position=位置 distance=距离 corrosion=腐蚀
corrode=腐蚀 rust=生锈,腐蚀 rusty=生锈,腐蚀 weather=老化 aging=老化 ageing=老化 lifetime=寿命 life=寿命 durable=耐久 durability=耐久 rotten=变质,新鲜度 fresh=新鲜度 spoil=变质 sterile=无菌 sterilise=灭菌 sterilize=灭菌 grow=生长,培养 growth=生长 culture=培养 alive=存活,活力 dead=死活 living=活细胞 viability=细胞活力 bind=结合,亲和力 binding=结合,亲和力 affinity=亲和力 interaction=相互作用 expression=表达 express=表达 sequence=测序 mutation=突变 amplify=扩增 clone=克隆 transform=转化 transfect=转染 inject=注射 behaviour=行为学 behavior=行为学 maze=迷宫,行为学
walk=步态 gait=步态 gaze=眼动 active=活动 activity=活性 sleep=睡眠 breathe=呼吸 photosynthesis=光合作用 transpiration=蒸腾 map=成像,分布 distribution=分布 profile=深度剖析 inside=内部,无损 internal=内部,无损 hidden=内部 defect=缺陷 flaw=缺陷,探伤 void=空洞,内部缺陷 hole=孔 inclusion=夹杂 residue=残留 residual=残余应力 stress=应力 strain=应变 deform=变形 deformation=变形 load=载荷 force=力 torque=扭矩 pattern=图形 nanometre=纳米 nanometer=纳米 micrometre=微米 atom=原子 atomic=原子 surface=表面 interface=界面 cross=截面
`;

const MEANINGS: ReadonlyMap<string, string> = new Map(
  WORDS.trim()
    .split(/\s+/)
    .map((line): [string, string] => {
      const [word = '', meaning = ''] = line.split('=');
      return [stem(word), meaning.replaceAll(',', ' ')];
    }),
);

/** Whether an English word is one of everyday questions, and so spelt as it was meant. */
export const isPlainEnglish = (word: string): boolean => MEANINGS.has(stem(word));

/**
 * The Chinese words for the English ones of a plain text, and the text without those that only say the same:
 * words that `isKnown` knows stay.
 */
export function inChinese(
  text: string,
  isKnown: (word: string) => boolean,
): { left: string; meant: string } {
  const meant = new Set<string>();
  const left = text.replace(/[a-z]+/g, (word) => {
    const meaning = MEANINGS.get(stem(word));
    if (meaning === undefined) return word;
    meant.add(meaning);
    return isKnown(word) ? word : ' ';
  });
  return { left, meant: [...meant].join(' ') };
}
