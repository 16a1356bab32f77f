import type { Language } from '@dayi/shared/problems';
import type { GivenAnswer, Named } from './content.ts';
import type { Finding } from './figures.ts';
import type { Outcome } from './findings.ts';

type Words = readonly [zh: string, en: string];

const FINDINGS: Readonly<Record<Finding, Words>> = {
  idle: ['闲置', 'Idle'],
  under_used: ['使用不足', 'Under-used'],
  sensor_offline: ['传感器离线', 'Sensor offline'],
  best_used: ['使用最好', 'Best used'],
};

const OUTCOMES: Readonly<Record<Outcome, Words>> = {
  mended: ['已改善', 'Mended'],
  still: ['仍如此', 'Still so'],
  unknown: ['读数不足，无法判断', 'Not enough readings to tell'],
  unmonitored: ['不再监测', 'No longer monitored'],
};

const WORDS = {
  title: ['大型科研仪器运行双月通报', 'Two-monthly bulletin on large scientific instruments'],
  region: ['地区', 'Region'],
  period: ['时段', 'Period'],
  state: ['状态', 'State'],
  draft: ['草稿，未发布', 'Draft, not published'],
  published: ['发布时间', 'Published'],
  answerBy: ['答复截止', 'Answers due'],
  hash: ['内容校验（SHA-256）', 'SHA-256 of the content'],
  part: ['本文件只含本单位部分和合计', 'This file holds your own part and the totals'],
  summary: ['汇总', 'Summary'],
  items: ['逐台', 'Instruments'],
  earlier: ['上期处理', 'Earlier findings'],
  total: ['合计', 'Total'],
  city: ['地市', 'City'],
  unit: ['单位', 'Unit'],
  instrument: ['仪器', 'Instrument'],
  model: ['型号', 'Model'],
  className: ['分类', 'Class'],
  room: ['房间', 'Room'],
  instruments: ['监测台数', 'Monitored'],
  readEnough: ['读数够的台数', 'Read enough'],
  coverage: ['读数覆盖', 'Coverage'],
  hours: ['有效机时（时）', 'Effective hours'],
  utilisation: ['利用率', 'Utilisation'],
  rated: ['定额完成', 'Of rated hours'],
  sharing: ['对外共享', 'Sharing'],
  finding: ['结论', 'Finding'],
  useShare: ['开机占读数', 'On, of time read'],
  quartile: ['同类下四分位', 'Class lower quartile'],
  answer: ['单位说明', "Unit's answer"],
  action: ['整改措施', 'What will be done'],
  answeredAt: ['答复时间', 'Answered'],
  late: ['逾期', 'late'],
  noAnswer: ['未答复', 'No answer yet'],
  notAsked: ['无需答复', 'None asked'],
  outcome: ['现状', 'What became of it'],
  none: ['无', 'None'],
  unread: ['读数不足，不判断闲置和使用不足', 'Not enough readings: not judged idle or under-used'],
  unreadShort: ['读数不足', 'Too few readings'],
  noItems: ['没有发现需要通报的仪器', 'No instrument to report'],
  method: ['算法', 'How it is reckoned'],
  readingNote: [
    '读数覆盖＝有读数的时间÷装有传感器的时间。有读数不到时段一半的仪器，不判断闲置和使用不足。',
    'Coverage = time read ÷ time with a sensor. An instrument read for less than half of the period is not judged idle or under-used.',
  ],
  hoursNote: [
    '利用率＝有效机时÷1,600 时按天折算；定额按通用仪器 1,400 时折算（目录不区分专用仪器）；对外共享＝单位外用户机时÷有效机时。',
    'Utilisation = effective hours ÷ the period’s part of 1,600 h a year. Rated hours are those of general instruments, 1,400 h (the catalogue does not tell special ones apart). Sharing = hours of users from outside the unit ÷ effective hours.',
  ],
  findingNote: [
    '闲置：时段末 60 天内有读数而没有开过机。使用不足：开机占读数时间的比例低于全省同类（不少于 5 台）下四分位。传感器离线：超过 10% 的时间没有读数。使用最好：有效机时在同类前 10%。',
    'Idle: read and never on in the last 60 days. Under-used: on for less of the time read than the lower quartile of its class in the province (of 5 or more). Sensor offline: no readings for over 10% of the time. Best used: effective hours in the top 10% of the class.',
  ],
} as const satisfies Record<string, Words>;

/** What a file of a bulletin calls things. */
export function bulletinWords(language: Language) {
  const at = language === 'en' ? 1 : 0;
  return {
    of: (word: keyof typeof WORDS): string => WORDS[word][at],
    findingOf: (finding: Finding): string => FINDINGS[finding][at],
    outcomeOf: (outcome: Outcome): string => OUTCOMES[outcome][at],
    /** An answer in one line. */
    saidOf: (answer: GivenAnswer): string =>
      at === 1
        ? `${answer.text} To be done: ${answer.action}${answer.isLate ? ' (late)' : ''}`
        : `${answer.text}。措施：${answer.action}${answer.isLate ? '（逾期答复）' : ''}`,
    nameOf: ({ name, nameEn }: Named): string => (at === 1 && nameEn ? nameEn : name),
  };
}

/** A period by its first and last day. */
export const periodInWords = ({ from, to }: { from: string; to: string }): string =>
  `${from} – ${to}`;

/** 0.534 as 53.4%, or a word where there is none. */
export const percentInWords = (share: number | null, none: string): string =>
  share === null ? none : `${(share * 100).toFixed(1)}%`;
