import { blurred } from './accent.ts';
import type { SoundsOf } from './sounds.ts';
import { isHan } from './words.ts';

/** What a wrong character costs: it sounds alike, it looks alike, or it is just another one. */
const SOUNDS_ALIKE = 0.3;
const LOOKS_ALIKE = 0.7;

/** Characters that are mistaken for one another by eye, or by who writes with a five-stroke keyboard. */
const LOOK_ALIKES =
  `镜竟境 描苗瞄 振震 谱普 焦交 析稀折 射涉身 质资 仪义议 热熟 核刻该 磁滋 末未 晶品 微徽 测侧则 拉位 曼慢漫 透诱 电由 子于 粒拉 径经 试式
   机几 像象相 析拆 合台 液夜 气汽 层屋 流硫 式试 扭纽 疲被 硬便 显昱 红江 外处 紫索 荧萤 光先 偏编 圆园 差着 冷冶 冻东 波坡披玻
   粘沾 度渡镀 钢钩纲 炉护沪 离漓璃 酶霉梅 胶校郊 浓农侬 纯钝 导异 频颁 损捐 硅桂 氮氨氟 辐幅福 透适 抗坑 拨拔 扰拢 淬粹 蒸燕 馏溜榴 萃翠 洛络
   维锥推 冲中 劳芳 摩磨魔 抛拋 蚀饰 刻剂 膜模摸 溅贱浅 喷啧 沉沈 压厌 延廷 烧绕浇 结洁 脉咏 荷苛 伏优 阻租组 感咸 容溶
   耦藕偶 滴摘 酸竣 碱减 钾钟 钠纳 汞录 铅船 铬络 镉隔 砷伸 蛋旦 泳咏 瓶并 培陪 菌茵 灭火 孔扎 隙隔 吸级 附府 脱税
   载栽 织识 纤仟 维绵 丝线 色包 牢宇 码吗 泵汞 阀伐 罐灌 釜斧 塔搭 箱籍 柜拒 台抬 架驾 秤称 探深 伤仿 裂烈 缝逢 焊悍 锻段
   铸寿 塑朔 挤济 注住主`.split(/\s+/);

const looks = new Map<string, Set<string>>();
for (const alike of LOOK_ALIKES) {
  for (const one of alike)
    looks.set(one, new Set([...(looks.get(one) ?? []), ...Array.from(alike)]));
}

/** The price of reading one character or letter as another: 0 to 1. */
function swapCost(a: string, b: string, soundsOf: SoundsOf): number {
  if (a === b) return 0;
  if (!isHan(a) || !isHan(b)) return 1;
  const [x = '', y = ''] = [soundsOf(a)[0], soundsOf(b)[0]];
  if (blurred(x) === blurred(y)) return SOUNDS_ALIKE;
  return looks.get(a)?.has(b) ? LOOKS_ALIKE : 1;
}

/**
 * How far two words are apart by characters read wrong, left out, doubled or swapped with a neighbour;
 * `most` or more comes back as Infinity.
 */
export function distance(a: string, b: string, most: number, soundsOf: SoundsOf): number {
  if (Math.abs(a.length - b.length) >= most + 1) return Infinity;
  let older: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const [x, y] = [a[i - 1] ?? '', b[j - 1] ?? ''];
      let cost = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + swapCost(x, y, soundsOf),
      );
      const isSwapped = i > 1 && j > 1 && x === b[j - 2] && a[i - 2] === y;
      if (isSwapped) cost = Math.min(cost, (older[j - 2] ?? 0) + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return Infinity;
    older = last;
    last = row;
  }
  const found = last[b.length] ?? Infinity;
  return found > most ? Infinity : found;
}

const letterMask = (word: string) => {
  let mask = 0;
  for (let at = 0; at < word.length; at += 1) {
    const code = word.charCodeAt(at) - 97;
    if (code >= 0 && code < 26) mask |= 1 << code;
  }
  return mask;
};

function bits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** How many mistakes a word of letters may hold and still be known. */
const slack = (length: number) => (length < 5 ? 0 : length < 8 ? 1 : 2);

/** Words of letters, to be found again with a letter wrong, missing, doubled or swapped. */
export class Spelling {
  private readonly byLength = new Map<number, { word: string; mask: number }[]>();
  private readonly words: ReadonlySet<string>;

  constructor(words: Iterable<string>) {
    this.words = new Set(words);
    for (const word of this.words) {
      const group = this.byLength.get(word.length) ?? [];
      group.push({ word, mask: letterMask(word) });
      this.byLength.set(word.length, group);
    }
  }

  has(word: string): boolean {
    return this.words.has(word);
  }

  /** The nearest known words, all equally near; none where the word itself is too short to guess at. */
  nearest(word: string): string[] {
    const most = slack(word.length);
    if (most === 0) return [];
    const mask = letterMask(word);
    let near = most;
    let found: string[] = [];
    for (let length = word.length - most; length <= word.length + most; length += 1) {
      for (const known of this.byLength.get(length) ?? []) {
        if (bits(known.mask ^ mask) > 2 * near) continue;
        const apart = distance(word, known.word, near, () => []);
        if (apart === Infinity) continue;
        if (apart < near) found = [];
        near = apart;
        found.push(known.word);
      }
    }
    return found;
  }
}

/** How wrong Chinese characters may be, by how many there are: short words are too easily others. */
const tolerance = (length: number) => (length < 5 ? LOOKS_ALIKE : length < 7 ? 1 : 1.4);

const SHORTEST = 3;
const LONGEST = 14;
const PIECE = 12;
/** Characters as common as 仪 tell nothing about which word is meant. */
const COMMON = 1_200;

export interface Written {
  key: string;
  /** Where it stands in the text, and what it cost. */
  from: number;
  to: number;
  apart: number;
}

/** Chinese words, to be found again with a character wrong, missing or too many. */
export class Handwriting {
  private readonly keys: string[] = [];
  private readonly postings = new Map<string, number[]>();
  /** Characters a key shares with the text that is looked at, by its number; all zero between two looks. */
  private readonly shared: Uint8Array;

  constructor(
    keys: Iterable<string>,
    private readonly soundsOf: SoundsOf,
  ) {
    for (const key of keys) {
      if (key.length < 2 || key.length > LONGEST) continue;
      const at = this.keys.push(key) - 1;
      for (const letter of new Set(key)) {
        const posting = this.postings.get(letter);
        if (posting === undefined) this.postings.set(letter, [at]);
        else posting.push(at);
      }
    }
    this.shared = new Uint8Array(this.keys.length);
  }

  /** Known words that at least half of the characters of are in the text, all but a few. */
  private candidates(text: string): string[] {
    const letters = [...new Set(text)];
    const common = new Set(
      letters.filter((letter) => (this.postings.get(letter)?.length ?? 0) > COMMON),
    );
    const found: number[] = [];
    for (const letter of letters) {
      if (common.has(letter)) continue;
      for (const at of this.postings.get(letter) ?? []) {
        const shared = this.shared[at] ?? 0;
        if (shared === 0) found.push(at);
        this.shared[at] = shared + 1;
      }
    }
    const near: string[] = [];
    for (const at of found) {
      const key = this.keys[at] ?? '';
      let all = this.shared[at] ?? 0;
      this.shared[at] = 0;
      if (all * 2 < key.length - common.size) continue;
      for (const letter of key) if (common.has(letter)) all += 1;
      if (all * 2 >= key.length && key.length - all <= 3) near.push(key);
    }
    return near;
  }

  /** Words that a stretch of the text, holding something of `gap`, may have been meant for. */
  find(text: string, gap: { from: number; to: number }): Written[] {
    const found: Written[] = [];
    // In a short piece hardly any word has half of its characters by chance.
    for (let at = gap.from; at < gap.to; at += PIECE) {
      const end = Math.min(at + PIECE, gap.to);
      const start = Math.max(0, at - LONGEST);
      const piece = text.slice(start, end + LONGEST);
      for (const one of this.findNear(piece, { from: at - start, to: end - start })) {
        found.push({ ...one, from: one.from + start, to: one.to + start });
      }
    }
    return found;
  }

  private findNear(text: string, gap: { from: number; to: number }): Written[] {
    const found: Written[] = [];
    for (const key of this.candidates(text)) {
      // Two characters are guessed at only where they are all there is.
      if (key.length < SHORTEST && text.length !== key.length) continue;
      const most = tolerance(key.length);
      const play = most >= 1 ? 1 : 0;
      for (let length = key.length - play; length <= key.length + play; length += 1) {
        const last = Math.min(gap.to - 1, text.length - length);
        for (let from = Math.max(0, gap.from - length + 1); from <= last; from += 1) {
          const part = text.slice(from, from + length);
          const apart = distance(part, key, most, this.soundsOf);
          if (apart !== Infinity) found.push({ key, from, to: from + length, apart });
        }
      }
    }
    return found;
  }
}
