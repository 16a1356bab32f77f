import type { Sentence } from './notice-sentences.ts';

/** What units and offices hear of the two-monthly bulletins. */
export const BULLETIN_SENTENCES = {
  'bulletin.published': [
    '双月通报已发布，请答复',
    'A bulletin is published and asks for your answers',
    '{who} {period} 通报提到本单位 {count} 项，请在 {answerBy} 前答复。',
    '{who}, {period}. Findings for your unit to answer: {count}. Answer by {answerBy}.',
  ],
  'bulletin.praised': [
    '双月通报已发布',
    'A bulletin is published',
    '{who} {period} 通报列出了本单位使用最好的仪器，不需要答复。',
    '{who}, {period}: it names your best used instruments. No answer is asked.',
  ],
  'bulletin.due': [
    '双月通报还有 3 天到答复期限',
    'Answers to a bulletin are due in 3 days',
    '{who} {period} 通报还有 {count} 项没有答复，请在 {answerBy} 前答复。',
    '{who}, {period}. Findings without an answer: {count}. Answer by {answerBy}.',
  ],
  'bulletin.overdue': [
    '双月通报答复已逾期',
    'Answers to a bulletin are overdue',
    '{who} {period} 通报还有 {count} 项没有答复，仍可答复，会标明逾期。',
    '{who}, {period}. Findings without an answer: {count}. You still can; it will say late.',
  ],
  'bulletin.answered': [
    '有单位答复了双月通报',
    'A unit answered a bulletin',
    '{unit} 答复了 {who} {period} 通报，共 {count} 项待答，已答 {granted} 项。',
    '{unit} answered the bulletin of {who}, {period}: {granted} of {count} findings answered.',
  ],
  'bulletin.unanswered': [
    '双月通报答复期限已到',
    'The time to answer a bulletin is over',
    '{who} {period} 通报还有 {count} 个单位没有答完。',
    '{who}, {period}. Units that have not answered everything: {count}.',
  ],
} as const satisfies Record<string, Sentence>;
