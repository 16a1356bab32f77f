import { readdirSync, readFileSync } from 'node:fs';
import { en } from '../../../miniapp/src/lib/i18n/en';
import { zh } from '../../../miniapp/src/lib/i18n/zh';

const slots = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test('no area overwrites the words of another', () => {
  const folder = 'miniapp/src/lib/i18n/zh';
  const keys = readdirSync(folder).flatMap((file) =>
    [...readFileSync(`${folder}/${file}`, 'utf8').matchAll(/^ {2}'([^']+)':/gm)].map(
      ([, key]) => key,
    ),
  );
  expect(keys).toHaveLength(Object.keys(zh).length);
});

test('both languages fill the same slots', () => {
  for (const [key, text] of Object.entries(zh)) {
    expect([key, slots(en[key as keyof typeof zh])]).toEqual([key, slots(text)]);
  }
});

test('the words keep the house style', () => {
  for (const text of [...Object.values(zh), ...Object.values(en)]) {
    expect(text).not.toMatch(/[!！]|抱歉|亲|请稍候/);
    expect(text.trim()).toBe(text);
    expect(text).not.toBe('');
  }
});

test('Chinese words have a space between Chinese and Latin or digits', () => {
  for (const text of Object.values(zh)) {
    expect(text).not.toMatch(/[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]/);
  }
});
