import type { Sentence } from './notice-sentences.ts';

/** What crews hear of their instruments' sensors; `until` is when it began. */
export const ALARM_SENTENCES = {
  'alarm.offline': [
    '仪器没有读数',
    'An instrument has no readings',
    '{instrument} 从 {until} 起没有读数，仪器可能仍在运行。请去看传感器和电源。',
    '{instrument} has had no readings since {until}; it may still be running. Look at its sensor and power.',
  ],
  'alarm.unknown_level': [
    '电流水平没学过',
    'A current never seen before',
    '{instrument} 的电流不在学过的水平上，请确认它在做什么。',
    '{instrument} draws a current it never drew before. Say what it is doing.',
  ],
  'alarm.drift': [
    '传感器读数漂移',
    'A sensor reads differently',
    '{instrument} 的读数比学习时明显偏高或偏低，请检查传感器夹得是否正。',
    '{instrument} reads well above or below what it did. Check how its sensor is clipped on.',
  ],
  'alarm.unbooked_use': [
    '仪器开着，没有预约',
    'On without a booking',
    '{instrument} 从 {until} 起开着，没有人预约。',
    '{instrument} has been on since {until}, and nobody has booked it.',
  ],
  'alarm.no_show': [
    '预约已开始，仪器没开',
    'Booked and not on',
    '{instrument}，{who}，{when}。到现在还没有开机。',
    '{instrument}, {who}, {when}. It has not been on yet.',
  ],
  'alarm.over_run': [
    '使用超过预约时间',
    'On past the end of a booking',
    '{instrument}，{who}，{when}。到点后仍开着。',
    '{instrument}, {who}, {when}. It is still on.',
  ],
  'alarm.on_in_maintenance': [
    '维护期间仪器开着',
    'On during maintenance',
    '{instrument} 在维护停用期间从 {until} 起开着，请去看。',
    '{instrument} has been on since {until} while it is closed for maintenance. Go and look.',
  ],
  'alarm.passed': [
    '有告警转给您',
    'An alarm is passed on to you',
    '{instrument}，从 {until} 起。{who} 请机组其他人去看。',
    '{instrument}, since {until}. {who} asks the rest of the crew to look.',
  ],
} as const satisfies Record<string, Sentence>;
