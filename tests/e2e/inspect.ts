import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { keepPicture } from './pictures.ts';
import { findFlaws } from './page-flaws.ts';

export const screenshots = join('.dayi', 'screenshots');

const axe = readFileSync(createRequire(join(process.cwd(), 'tests/')).resolve('axe-core'), 'utf8');

interface AxeNode {
  html: string;
  failureSummary?: string;
}

declare global {
  interface Window {
    axe?: {
      run(
        context: Document,
        options: object,
      ): Promise<{ violations: { id: string; nodes: AxeNode[] }[] }>;
    };
  }
}

const WIDTHS = {
  phone: { width: 390, height: 844 },
  desk: { width: 1280, height: 800 },
} as const;

export type Width = keyof typeof WIDTHS;
export type Theme = 'light' | 'dark';

/** The least side of what can be tapped, by the visual language: a thumb's, and a mouse's. */
const TARGET = { phone: 44, desk: 36 } as const;

/** Far enough down a page to have seen each kind of row it has. */
const SCREENS = 4;

async function brokenRules(page: Page): Promise<string[]> {
  const isThere = await page.evaluate(() => window.axe !== undefined);
  if (!isThere) await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const answer = await window.axe?.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
      resultTypes: ['violations'],
    });
    return answer?.violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })),
    }));
  });
  return (violations ?? []).flatMap(({ id, nodes }) =>
    nodes
      .slice(0, 4)
      .map(({ html, failureSummary = '' }) =>
        `${id}: ${html.slice(0, 160)} ${failureSummary.replace(/\s+/g, ' ').slice(0, 160)}`.trim(),
      ),
  );
}

async function flawsOnScreen(page: Page, target: number): Promise<string[]> {
  const flaws = await page.evaluate(findFlaws, target);
  return flaws.map(({ kind, text, where }) => `${kind}: ${text} at ${where}`);
}

/** What is wrong with the page as it stands, from its top down, and by the accessibility rules. */
async function wrongWith(page: Page, width: Width): Promise<string[]> {
  const found = new Set<string>();
  const step = WIDTHS[width].height - 200;
  for (let screen = 0; screen < SCREENS; screen += 1) {
    for (const flaw of await flawsOnScreen(page, TARGET[width])) found.add(flaw);
    const before = await page.evaluate(() => window.scrollY);
    await page.evaluate((by) => {
      window.scrollBy(0, by);
    }, step);
    if ((await page.evaluate(() => window.scrollY)) === before) break;
  }
  await page.evaluate(() => {
    window.scrollTo(0, 0);
  });
  for (const rule of await brokenRules(page)) found.add(rule);
  return [...found];
}

interface Looks {
  widths?: readonly Width[];
  themes?: readonly Theme[];
}

/** Draws and examines the page in each look without leaving it; the first look is the last left standing. */
export async function inspect(page: Page, name: string, looks: Looks = {}): Promise<string[]> {
  const { widths = ['phone', 'desk'], themes = ['light', 'dark'] } = looks;
  const before = page.viewportSize() ?? WIDTHS.phone;
  const found = new Map<string, string[]>();
  for (const width of widths) {
    await page.setViewportSize(WIDTHS[width]);
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await page.waitForTimeout(150);
      const look = `${name}-${width}-${theme}`;
      const path = join(screenshots, `${look}.png`);
      await page.screenshot({ path, animations: 'disabled' });
      keepPicture(look, path);
      for (const flaw of await wrongWith(page, width)) {
        found.set(flaw, [...(found.get(flaw) ?? []), `${width} ${theme}`]);
      }
    }
  }
  await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: themes[0] ?? 'light' });
  return [...found].map(([flaw, where]) => `${name} (${where.join(', ')}) ${flaw}`);
}
