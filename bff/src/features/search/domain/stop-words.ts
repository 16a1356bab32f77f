/** Words of a question that name nothing: who asks, what they would like, and how it is strung together. */
const PHRASES = `
请问 会不会 多不多 大不大 高不高 强不强 快不快 好不好 行不行 够不够 要不要 该不该 值不值 算不算 对不对 是什么 有什么 请帮我 帮我 帮忙 我想 我要 我们 想要 想用 想做 想看 想测 想知道 想找 需要 需求 打算 准备 希望 能不能 可不可以 可以 能够 怎么 怎样 如何 怎么办
什么 哪里 哪儿 哪家 哪个 哪台 哪种 哪些 有没有 有无 是否 是不是 多少 几个 一下 一个 一台 一种 一些 一点 这个 那个 这些 那些 里面 里的 上面 中的 之间
以及 或者 还是 并且 如果 因为 所以 但是 应该 用来 用什么 做什么 附近 周边 本地 当地 预约 租用 借用 使用 共享 开放 收费 价格 费用 多少钱 服务 检测 测试 测定 测量 分析
仪器 设备 机器 装置 平台 中心 实验室 样品 样本 老师 同学 谢谢 您好 你好 求助 推荐 介绍 了解 判断 确定 确认 看看 测一下 做一下 看一下 比较 研究
`
  .split(/\s+/)
  .filter(Boolean);
/** Words that hold a character which alone names nothing. */
const KEPT = `
有机 有害 有毒 有效 含有率 中药 中性 中子 中红外 空中 能谱 能量 能耗 能源 能带 能级 能见度 太阳能 性能 功能 智能 热能 电能 核能 动能 势能 机能 台阶 台式 台架 台风
转台 探针台 振动台 外泌 内毒 内窥 内皮 内存 内耗 内应力 内径 外径 外伤 外墙 室内 体内 上皮 地下 水下 皮下 上清 下水道 地质 地震 地图 地磁 地面 土地 场地 地板 地砖 地层 地表
和田 和牛 会议 种子 种类 品种 菌种 物种 树种 次氯酸 次级 用电 药用 食用 饮用 医用 车用 家用 民用 作用 对位 对比 对虾 绝对 相对 从业 机要 要素 测序 测绘 看台 把手 给水 供给
在线 现在 存在 是非 为害 以太 其他 并联 并行 都市 还原 偿还 最大 重要 可燃 可见 可降解 请柬 个体 个人 心里 公里 里程 得率 到位 了望 目的 标的 着色 着火 过滤 里氏
`
  .split(/\s+/)
  .filter(Boolean);
const LETTERS = new Set(
  '的地得了吗呢吧啊呀么和与及或在是有要想用做测看查找给把被对于从到里中上下内外个台种次份些我你他她它们这那哪请能可会就也都还很更最为以之其并'.split(
    '',
  ),
);
const ENGLISH = new Set(
  `a an the of for to in on at by with and or is are be can i we my our you how what which where who do want need
  find look looking test testing measure measuring instrument instruments equipment machine device system please help me
  near nearby use using make get book booking some any there that this it from into de zuo
  why did does was were has have had will would could should these those its if about much many tell know see check sample samples`
    .split(/\s+/)
    .filter(Boolean),
);

const isKept = new Set(KEPT);

/** Phrases by their first character, longer ones first, so that none is cut by a shorter one. */
const phrases = new Map<string, string[]>();
for (const phrase of [...PHRASES, ...KEPT].sort((a, b) => b.length - a.length)) {
  const [first = ''] = phrase;
  phrases.set(first, [...(phrases.get(first) ?? []), phrase]);
}

const isLetter = (code: number) => code >= 97 && code <= 122;

/** Where the run of small letters ends that begins at a place. */
function endOfLetters(text: string, from: number): number {
  let end = from;
  while (isLetter(text.charCodeAt(end))) end += 1;
  return end;
}

/** A text with every phrase, particle and small word that names nothing blanked out. */
export function withoutStopWords(text: string): string {
  let left = '';
  for (let at = 0; at < text.length;) {
    const letter = text.charAt(at);
    if (isLetter(text.charCodeAt(at))) {
      const word = text.slice(at, endOfLetters(text, at));
      left += ENGLISH.has(word) ? ' '.repeat(word.length) : word;
      at += word.length;
      continue;
    }
    const phrase = phrases.get(letter)?.find((one) => text.startsWith(one, at));
    if (phrase !== undefined) left += isKept.has(phrase) ? phrase : ' '.repeat(phrase.length);
    else left += LETTERS.has(letter) ? ' ' : letter;
    at += phrase?.length ?? 1;
  }
  return left;
}
