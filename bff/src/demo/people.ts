import type { Random } from './random.ts';

const FAMILY =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤应楼诸裘竺';
const FIRST =
  '文若以知明嘉思雨子书清景望长云亦怀君星逸宛晓雅承仲伯季念之允安予秋春朗泽润静远启修承弘君允向宁一可心';
const SECOND =
  '静宁远舟然清华岚辰川航颖琪瑶琳珊敏洁芸蓉菲萱彤妍欣怡悦睿哲翰林森峰岩磊鹏飞扬帆驰骏凯杰涛波洋江河泉松柏楠桐梓昕晖晨曦';

/** Invented names, no two alike as long as there are any left. */
export function nameMaker(random: Random): () => string {
  const used = new Set<string>();
  const letters = {
    family: Array.from(FAMILY),
    first: Array.from(FIRST),
    second: Array.from(SECOND),
  };
  return () => {
    for (let tries = 0; ; tries += 1) {
      const given =
        random.chance(0.18) && tries < 3
          ? random.pick(letters.second)
          : random.pick(letters.first) + random.pick(letters.second);
      const name = random.pick(letters.family) + given;
      if (tries < 50 && used.has(name)) continue;
      used.add(name);
      return name;
    }
  };
}

/** What research groups are called after. */
export const GROUP_TOPICS = [
  '先进薄膜',
  '催化材料',
  '二维材料',
  '钙钛矿光电',
  '固态电池',
  '高熵合金',
  '生物医用材料',
  '有机合成',
  '超分子化学',
  '量子器件',
  '微纳光学',
  '柔性电子',
  '功率半导体',
  '水处理',
  '大气化学',
  '土壤修复',
  '植物逆境',
  '作物育种',
  '肿瘤免疫',
  '神经环路',
  '结构生物学',
  '药物递送',
  '代谢组学',
  '微生物组',
  '干细胞',
  '海洋腐蚀',
  '海洋声学',
  '近海生态',
  '增材制造',
  '精密加工',
  '复合材料力学',
  '结构健康监测',
  '摩擦润滑',
  '热物性',
  '燃烧诊断',
  '新型制冷',
  '纺织纤维',
  '染整清洁生产',
  '食品风味',
  '茶叶化学',
  '中药质量',
  '分子筛',
  '氟硅材料',
  '高分子加工',
  '磁性材料',
  '储氢材料',
  '声学超材料',
  '毫米波',
  '光通信',
  '机器视觉',
  '计算材料',
  '生物信息',
  '地质灾害',
  '遥感反演',
  '竹木材料',
  '陶瓷釉料',
] as const;

const COMPANY_ROOTS = [
  '澜汐',
  '星槎',
  '云杉岭',
  '鹿鸣溪',
  '青屿',
  '越岚',
  '瓯越',
  '望海楼',
  '砚山',
  '竹里',
  '松间',
  '鹤汀',
  '苇杭',
  '明州湾',
  '霁川',
  '沧浪亭',
  '栖霞岭',
  '海塘',
  '拾光谷',
  '芷江',
  '鸣鹤',
  '北高峰',
  '荷塘月',
  '梅坞',
  '石梁',
  '溪云',
  '潮生',
  '江左',
  '东篱',
  '南浦',
  '晴岚',
  '听涛阁',
] as const;

const COMPANY_LINES = [
  ['生物技术', 'life'],
  ['新材料', 'surface'],
  ['微电子', 'nano'],
  ['医疗器械', 'life'],
  ['精密制造', 'process'],
  ['环境科技', 'earth'],
  ['新能源', 'surface'],
  ['化工', 'analysis'],
  ['半导体', 'nano'],
  ['制药', 'analysis'],
  ['汽车零部件', 'mechanics'],
  ['检测技术', 'analysis'],
  ['纺织科技', 'process'],
  ['食品', 'analysis'],
  ['光电科技', 'electronics'],
  ['阀门制造', 'mechanics'],
] as const;

/** Invented companies: place, made-up name, line of business. */
export function companyNamer(random: Random): (place: string) => string {
  const used = new Set<string>();
  return (place) => {
    for (;;) {
      const [line] = random.pick(COMPANY_LINES);
      const name = `${place}${random.pick(COMPANY_ROOTS)}${line}有限公司`;
      if (used.has(name)) continue;
      used.add(name);
      return name;
    }
  };
}
