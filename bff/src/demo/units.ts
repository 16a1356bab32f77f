export type UnitKind = 'university' | 'institute' | 'centre' | 'hospital';

/** What a unit is strong in; the keys of `LABS`. */
export type Field =
  | 'surface'
  | 'analysis'
  | 'life'
  | 'mechanics'
  | 'electronics'
  | 'nano'
  | 'earth'
  | 'metrology'
  | 'process'
  | 'computing';

export interface UnitPlan {
  name: string;
  nameEn: string;
  shortName: string;
  kind: UnitKind;
  region: string;
  /** Share of the province's instruments, relative to the others. */
  size: number;
  fields: readonly Field[];
}

type Row = readonly [
  name: string,
  nameEn: string,
  shortName: string,
  kind: UnitKind,
  region: string,
  size: number,
  fields: string,
];

/** Units that do not exist, in cities that do. */
const UNITS: readonly Row[] = [
  ['钱塘理工大学', 'Qiantang University of Technology', '钱塘理工', 'university', '330114', 60, 'surface analysis nano electronics'],
  ['西溪先进材料研究院', 'Xixi Institute of Advanced Materials', '西溪研究院', 'institute', '330106', 26, 'surface mechanics analysis'],
  ['浙东工业大学', 'East Zhejiang Polytechnic University', '浙东工大', 'university', '330105', 42, 'analysis process mechanics'],
  ['临平半导体检测中心', 'Linping Semiconductor Test Centre', '临平检测', 'centre', '330113', 12, 'nano electronics surface'],
  ['湘湖渡生命健康研究院', 'Xianghudu Institute of Life and Health', '湘湖渡研究院', 'institute', '330109', 24, 'life analysis'],
  ['天目溪农林大学', 'Tianmuxi Agriculture and Forestry University', '天目溪农林', 'university', '330112', 26, 'life earth analysis'],
  ['运河湾师范学院', 'Canal Bay Normal College', '运河湾师院', 'university', '330105', 16, 'analysis surface'],
  ['望江门医学院', 'Wangjiangmen Medical College', '望江门医学院', 'university', '330102', 30, 'life'],
  ['望江门医学院第一医院', 'First Hospital of Wangjiangmen Medical College', '望江门一院', 'hospital', '330102', 14, 'life'],
  ['苕溪精密仪器研究所', 'Tiaoxi Institute of Precision Instruments', '苕溪仪器所', 'institute', '330110', 14, 'metrology electronics'],
  ['大江东智能制造研究院', 'Dajiangdong Institute of Smart Manufacturing', '大江东研究院', 'institute', '330114', 14, 'process mechanics metrology'],
  ['双浦农业科学研究所', 'Shuangpu Institute of Agricultural Sciences', '双浦农科所', 'institute', '330106', 9, 'earth life'],
  ['皋亭山计量检测研究院', 'Gaotingshan Institute of Metrology', '皋亭山计量', 'centre', '330105', 15, 'metrology electronics'],
  ['白马湖网络通信研究所', 'Baimahu Institute of Communications', '白马湖所', 'institute', '330108', 12, 'electronics computing'],
  ['富春渡水环境监测中心', 'Fuchundu Water Environment Monitoring Centre', '富春渡监测', 'centre', '330111', 8, 'earth analysis'],
  ['千岛源生态研究站', 'Qiandaoyuan Ecology Station', '千岛源站', 'institute', '330127', 4, 'earth'],
  ['桐君山中药研究所', 'Tongjunshan Institute of Chinese Materia Medica', '桐君山药研所', 'institute', '330122', 7, 'analysis life'],
  ['新安渡新材料检测中心', 'Xin’andu Materials Test Centre', '新安渡检测', 'centre', '330182', 5, 'mechanics analysis'],
  ['甬东海洋工程大学', 'Yongdong University of Ocean Engineering', '甬东海工', 'university', '330212', 34, 'earth mechanics analysis'],
  ['四明山材料研究所', 'Simingshan Institute of Materials', '四明山材料所', 'institute', '330203', 30, 'surface mechanics nano'],
  ['东钱渡科技学院', 'Dongqiandu Institute of Technology', '东钱渡科院', 'university', '330212', 22, 'electronics process analysis'],
  ['庵东汽车检测中心', 'Andong Automotive Test Centre', '庵东汽检', 'centre', '330282', 10, 'mechanics electronics process'],
  ['象山湾海洋生物研究所', 'Xiangshan Bay Institute of Marine Biology', '象山湾所', 'institute', '330225', 8, 'earth life'],
  ['招宝山化工检测中心', 'Zhaobaoshan Chemical Test Centre', '招宝山检测', 'centre', '330211', 9, 'analysis process'],
  ['大碶模具技术研究院', 'Daqi Institute of Mould Technology', '大碶模具院', 'institute', '330206', 7, 'process metrology mechanics'],
  ['丈亭磁性材料研究所', 'Zhangting Institute of Magnetic Materials', '丈亭磁材所', 'institute', '330281', 8, 'surface electronics'],
  ['溪口文具检测中心', 'Xikou Stationery Test Centre', '溪口检测', 'centre', '330213', 3, 'mechanics analysis'],
  ['瓯海潮医科大学', 'Ouhaichao Medical University', '瓯海潮医大', 'university', '330304', 24, 'life analysis'],
  ['江心屿理工学院', 'Jiangxinyu Institute of Technology', '江心屿理工', 'university', '330302', 20, 'analysis electronics process'],
  ['雁荡湖电气检测研究院', 'Yandanghu Electrical Test Institute', '雁荡湖电检', 'centre', '330382', 11, 'electronics mechanics'],
  ['仰义鞋革材料检验中心', 'Yangyi Leather Materials Inspection Centre', '仰义鞋革', 'centre', '330302', 5, 'mechanics analysis'],
  ['楠溪源生态研究站', 'Nanxiyuan Ecology Station', '楠溪源站', 'institute', '330324', 3, 'earth'],
  ['飞云渡汽摩配检测中心', 'Feiyundu Vehicle Parts Test Centre', '飞云渡汽检', 'centre', '330381', 5, 'mechanics process'],
  ['鸳湖纺织科学研究院', 'Yuanhu Institute of Textile Science', '鸳湖纺织院', 'institute', '330402', 11, 'process mechanics analysis'],
  ['秀水渡理工学院', 'Xiushuidu Institute of Technology', '秀水渡理工', 'university', '330411', 16, 'analysis electronics'],
  ['乍浦湾化工检测中心', 'Zhapu Bay Chemical Test Centre', '乍浦湾检测', 'centre', '330482', 7, 'analysis process'],
  ['盐官潮光电研究所', 'Yanguanchao Institute of Photonics', '盐官潮光电所', 'institute', '330481', 8, 'electronics nano'],
  ['乌镇渡智能计算研究所', 'Wuzhendu Institute of Intelligent Computing', '乌镇渡计算所', 'institute', '330483', 6, 'computing electronics'],
  ['莫干岭新能源研究院', 'Moganling Institute of New Energy', '莫干岭新能源', 'institute', '330521', 13, 'surface analysis process'],
  ['太湖南岸农林研究所', 'South Taihu Institute of Agriculture and Forestry', '太湖南岸所', 'institute', '330502', 7, 'earth life'],
  ['苕上师范学院', 'Tiaoshang Normal College', '苕上师院', 'university', '330502', 12, 'analysis life'],
  ['长兴岭蓄电池检测中心', 'Changxingling Battery Test Centre', '长兴岭电池', 'centre', '330522', 8, 'electronics mechanics'],
  ['安吉岭竹材研究所', 'Anjiling Institute of Bamboo', '安吉岭竹研所', 'institute', '330523', 4, 'mechanics earth'],
  ['会稽岭文理学院', 'Kuaijiling College of Arts and Sciences', '会稽岭文理', 'university', '330602', 17, 'analysis life'],
  ['鉴湖渡医药研究院', 'Jianhudu Institute of Pharmacy', '鉴湖渡药研院', 'institute', '330602', 10, 'life analysis'],
  ['柯岩坊印染检测中心', 'Keyanfang Dyeing Test Centre', '柯岩坊检测', 'centre', '330603', 8, 'process analysis'],
  ['曹娥渡化学工程研究所', 'Cao’edu Institute of Chemical Engineering', '曹娥渡化工所', 'institute', '330604', 8, 'process analysis'],
  ['剡溪轴承检测中心', 'Shanxi River Bearing Test Centre', '剡溪轴承', 'centre', '330624', 5, 'metrology mechanics'],
  ['婺江湾师范大学', 'Wujiang Bay Normal University', '婺江湾师大', 'university', '330702', 28, 'surface analysis life'],
  ['横锦磁电材料研究院', 'Hengjin Institute of Magnetoelectric Materials', '横锦研究院', 'institute', '330783', 9, 'surface electronics'],
  ['双龙洞计量测试中心', 'Shuanglongdong Metrology Centre', '双龙洞计量', 'centre', '330702', 7, 'metrology'],
  ['义亭小商品检测中心', 'Yiting Commodity Test Centre', '义亭检测', 'centre', '330782', 6, 'mechanics analysis'],
  ['烂柯岭氟硅材料研究院', 'Lankeling Institute of Fluorosilicon Materials', '烂柯岭研究院', 'institute', '330802', 10, 'analysis process surface'],
  ['信安湖化学工程学院', 'Xin’anhu College of Chemical Engineering', '信安湖化工', 'university', '330802', 10, 'process analysis'],
  ['定海潮海洋大学', 'Dinghaichao Ocean University', '定海潮海大', 'university', '330902', 18, 'earth life mechanics'],
  ['沈家门渡水产品检测中心', 'Shenjiamendu Aquatic Products Test Centre', '沈家门渡检测', 'centre', '330903', 6, 'analysis life'],
  ['嵊泗列岛海洋观测站', 'Shengsi Islands Ocean Observatory', '嵊泗观测站', 'institute', '330922', 3, 'earth'],
  ['灵江渡医药化工研究院', 'Lingjiangdu Institute of Pharmaceutical Chemistry', '灵江渡研究院', 'institute', '331082', 11, 'analysis process life'],
  ['椒江湾理工学院', 'Jiaojiang Bay Institute of Technology', '椒江湾理工', 'university', '331002', 14, 'analysis mechanics process'],
  ['漩门湾阀门检测中心', 'Xuanmen Bay Valve Test Centre', '漩门湾检测', 'centre', '331083', 6, 'mechanics metrology'],
  ['瓯江源林业研究所', 'Oujiangyuan Institute of Forestry', '瓯江源林研所', 'institute', '331102', 5, 'earth life'],
  ['龙泉溪陶瓷材料研究所', 'Longquanxi Institute of Ceramic Materials', '龙泉溪陶瓷所', 'institute', '331181', 4, 'surface process'],
];

export const UNIT_PLANS: readonly UnitPlan[] = UNITS.map(
  ([name, nameEn, shortName, kind, region, size, fields]) => ({
    name,
    nameEn,
    shortName,
    kind,
    region,
    size,
    fields: fields.split(' ') as Field[],
  }),
);

/** Names of laboratories by field, the first ones being those that every unit of that field has. */
export const LABS: Readonly<Record<Field, readonly string[]>> = {
  surface: ['材料表征中心', '电镜中心', '材料学院表征平台', '物理学院表面分析室', '新能源材料测试室', '晶体结构实验室'],
  analysis: ['分析测试中心', '化学学院仪器平台', '药学分析室', '质谱中心', '波谱中心', '食品分析实验室', '环境化学测试室'],
  life: ['生命科学平台', '细胞成像中心', '基因组学平台', '蛋白质组学平台', '动物影像中心', '医学检验平台'],
  mechanics: ['力学测试实验室', '无损检测实验室', '可靠性试验室', '结构工程实验室', '摩擦学实验室'],
  electronics: ['电子测量实验室', '电磁兼容实验室', '微波测试室', '光电测试平台', '电池测试室'],
  nano: ['微纳加工平台', '超净间一组', '超净间二组', '薄膜工艺室', '封装测试室'],
  earth: ['环境监测实验室', '地球观测实验室', '海洋观测实验室', '生态与土壤实验室', '气象观测场'],
  metrology: ['计量测试中心', '几何量计量室', '光学计量室', '力热计量室'],
  process: ['工艺中试平台', '先进制造平台', '化工中试室', '纺织与食品工艺室', '增材制造中心'],
  computing: ['计算平台', '激光技术平台', '数据采集实验室'],
};
