/** Words of a question that name nothing: who asks, what they would like, and how it is strung together. */
const PHRASES = `
请问 请帮我 帮我 帮忙 我想 我要 我们 想要 想用 想做 想看 想测 想知道 想找 需要 需求 打算 准备 希望 能不能 可不可以 可以 能够 怎么 怎样 如何 怎么办
什么 哪里 哪儿 哪家 哪个 哪台 哪种 哪些 有没有 有无 是否 是不是 多少 几个 一下 一个 一台 一种 一些 一点 这个 那个 这些 那些 里面 里的 上面 中的 之间
以及 或者 还是 并且 如果 因为 所以 但是 应该 用来 用什么 做什么 附近 周边 本地 当地 预约 租用 借用 使用 共享 开放 收费 价格 费用 多少钱 服务 检测 测试 测定 测量 分析
仪器 设备 机器 装置 平台 中心 实验室 样品 样本 老师 同学 谢谢 您好 你好 求助 推荐 介绍 了解 判断 确定 确认 看看 测一下 做一下 看一下 比较 研究
`
  .split(/\s+/)
  .filter(Boolean);
const LETTERS = new Set(
  '的地得了吗呢吧啊呀么和与及或在是有要想用做测看查找给把被对于从到里中上下内外个台种次份些我你他她它们这那哪请能可会就也都还很更最为以之其并'.split(
    '',
  ),
);
const ENGLISH = new Set(
  `a an the of for to in on at by with and or is are be can i we my our you how what which where who do does want need
  find look looking test testing measure measuring instrument instruments equipment machine device system please help me
  near nearby use using make get book booking some any there that this it from into de zuo`
    .split(/\s+/)
    .filter(Boolean),
);

/** A text with every phrase, particle and small word that names nothing blanked out. */
export function withoutStopWords(text: string): string {
  let rest = text;
  for (const phrase of PHRASES) rest = rest.replaceAll(phrase, ' '.repeat(phrase.length));
  return rest
    .replace(/[a-z]+/g, (word) => (ENGLISH.has(word) ? ' '.repeat(word.length) : word))
    .replace(/[\u3400-\u9fff]/g, (letter) => (LETTERS.has(letter) ? ' ' : letter));
}
