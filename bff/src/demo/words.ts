import type { Random } from './random.ts';

const SAMPLES = [
  '钙钛矿薄膜',
  '铝合金断口',
  '碳纳米管粉末',
  '聚合物共混物',
  '锂电正极材料',
  '催化剂载体',
  '陶瓷烧结体',
  '植物叶片切片',
  '小鼠脑组织',
  '蛋白复合物',
  '土壤样品',
  '茶叶提取液',
  '印染废水',
  '中药饮片',
  '纤维织物',
  '焊缝试样',
  '功率器件',
  '光学镀膜',
  '金属粉末',
  '水凝胶',
  '分子筛',
  '氟硅橡胶',
  '轴承滚道',
  '海水样品',
  '外泌体',
  '质粒与引物',
  '电路板',
  '半导体晶圆',
  '竹纤维板',
  '釉料试片',
];
const AIMS = [
  '看表面形貌',
  '做物相分析',
  '测粒径分布',
  '比较改性前后差别',
  '确认结构',
  '测定含量',
  '论文返修补数据',
  '产品失效分析',
  '工艺参数优化',
  '验收检测',
  '开题预实验',
  '标准方法验证',
  '做元素面分布',
  '测力学性能',
  '稳定性考察',
  '批次一致性比对',
  '课题中期数据',
  '毕业论文数据',
];

/** What a booking is for, in the words of whoever books. */
export const purposeOf = (random: Random): string => {
  const sample = random.pick(SAMPLES);
  const aim = random.pick(AIMS);
  const dice = random.next();
  if (dice < 0.12) return '';
  if (dice < 0.55) return `${sample}，${aim}`;
  if (dice < 0.8) return `${sample} ${String(random.int(2, 12))} 个，${aim}`;
  return `${aim}（${sample}），请帮忙留意样品污染`;
};

export const REASONS = {
  cancelled: [
    '样品没做好，改下周',
    '出差，时间冲突',
    '改约别的仪器',
    '课题安排有变',
    '样品运输延误',
    '重复预约了',
  ],
  rejected: [
    '样品含磁性颗粒，会损伤镜筒，请先退磁',
    '该时段已排设备保养，请另选时间',
    '样品说明不全，请补充安全数据单',
    '申请的条件超出本机能力，建议改用透射电镜',
  ],
  disputed: [
    '三号样的数据和前两次差别很大，请核对标样',
    '缺少能谱面分布的原始文件',
    '报告里的样品编号与送样单不一致',
    '图像有明显漂移，申请重测',
  ],
  no_show: ['到时未到，电话联系不上'],
} as const;

const GOOD = [
  '数据很稳，重复三次都对得上',
  '图像清楚，细节比预期的好',
  '老师很有耐心，把参数讲得很明白',
  '当天就拿到了数据',
  '预约到出结果只用了两天',
  '制样建议很有用',
  '谱图信噪比很好',
  '设备状态好，全程没有中断',
  '机组提前帮忙校准了',
  '报告写得规范，可以直接放进附件',
  '第一次来，流程顺',
  '价格合适，比外面便宜不少',
  '低压模式下的形貌很漂亮',
  '周末也帮忙加测了',
  '原始文件给得全',
  '按时开始，没有等',
  '实验室很整洁',
  '培训讲得细，下次可以自己上机',
];
const PLAIN = [
  '总体可以',
  '数据够用',
  '排队稍微久一点',
  '预热花了二十分钟',
  '希望能多开放晚间时段',
  '软件导出格式偏老',
  '中间换过一次样，时间有点紧',
  '结果比约定晚了一天',
  '停车不太方便',
  '样品多的时候建议分两次约',
];
const BAD = [
  '图像漂移比较明显，后半段数据没法用',
  '等了快一个小时才开始',
  '报告里样品编号写错了，改了两遍',
  '结果晚了四天才交付',
  '说明书上的分辨率没有达到',
  '沟通不太顺，条件改了没有通知',
];

/** Words of a review that go with its scores; some people write nothing. */
export function reviewText(mean: number, lowest: number, random: Random): string {
  if (lowest <= 2)
    return `${random.pick(BAD)}。${random.chance(0.4) ? `${random.pick(GOOD)}。` : ''}`;
  if (random.chance(0.16)) return '';
  if (mean < 4) return `${random.pick(PLAIN)}，${random.pick(PLAIN)}。`;
  const first = random.pick(GOOD);
  if (random.chance(0.35)) return `${first}。`;
  const second = random.pick(random.chance(0.25) ? PLAIN : GOOD);
  return second === first ? `${first}。` : `${first}；${second}。`;
}

/** What an operator writes beside the files. */
/** What a second version of results says of itself. */
export const SECOND_VERSION = '按要求补拍断口处形貌照片，重新标注标尺。';

export const SUMMARIES = [
  '样品均正常测完，原始数据与报告已附上。',
  '按约定条件测试，2 号样重复测了三次，报告里取平均值。',
  '3 号样信号偏弱，已延长采集时间，结果可用。',
  '数据见附件，坐标轴单位已在表头注明。',
  '测试前后各跑了一次标样，偏差在允许范围内。',
];

/** What crews answer to reviews. */
export const REPLIES = {
  glad: [
    '谢谢认可，欢迎再来。',
    '样品准备得好，配合顺利，谢谢。',
    '低压条件已存成方法，下次可以直接调用。',
    '晚间时段下月起多开两天，欢迎预约。',
  ],
  sorry: [
    '当天前一个样品超时，已调整排样，免费补测一次。',
    '漂移是换灯丝后没有稳定，已重新校准，可以联系我们补测。',
    '报告编号已核对改正，以后交付前由第二人复核。',
  ],
} as const;

/** Reviews that crews appeal against. */
export const APPEALED = [
  '图像上全是污染斑，数据没法用，白跑一趟。',
  '等了快一个小时才开始，没有人解释。',
] as const;

export const APPEALS = [
  '当天样品自带污染，开测前已当面说明并征得同意，评价没有提到。附操作记录编号。',
  '评价所说的延误发生在另一台仪器，与本次预约无关。',
] as const;

export const JUDGEMENTS = ['已核对使用记录，评价描述与本次预约相符，予以恢复。'] as const;
