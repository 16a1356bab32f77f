import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

const screenshots = join('.dayi', 'screenshots');

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The Chromium that the bootstrap found or fetched. Without one these tests fail rather than pass unseen. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'];
  if (!executablePath) throw new Error('No Chromium: set CHROMIUM_PATH');
  mkdirSync(screenshots, { recursive: true });
  // In a plain C locale Chromium loses the Chinese names of the files it is given.
  const env = { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' } as Record<string, string>;
  return await chromium.launch({ executablePath, args: quiet, env });
}

interface Look {
  width?: number;
  height?: number;
  theme?: 'light' | 'dark';
  language?: 'zh-CN' | 'en';
}

/** One person at one screen, with the polling fallback switched off. */
export class Visitor {
  readonly page: Page;
  readonly errors: string[] = [];
  private readonly context: BrowserContext;
  private readonly url: string;
  private shots = 0;
  private readonly name: string;

  private constructor(context: BrowserContext, page: Page, url: string, name: string) {
    this.context = context;
    this.page = page;
    this.url = url;
    this.name = name;
    page.on('pageerror', (error) => this.errors.push(error.message));
  }

  static async arrive(
    browser: Browser,
    url: string,
    name: string,
    look: Look = {},
  ): Promise<Visitor> {
    const { width = 390, height = 844, theme = 'light', language = 'zh-CN' } = look;
    const context = await browser.newContext({ viewport: { width, height } });
    const preferences = JSON.stringify({ language, theme, textSize: 'normal' });
    await context.addInitScript(
      `localStorage.setItem('dayi.polling', '"off"');
       localStorage.setItem('dayi.preferences', ${JSON.stringify(preferences)});`,
    );
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    return new Visitor(context, page, url, name);
  }

  async open(path: string): Promise<void> {
    await this.page.goto(`${this.url}/#${path}`);
  }

  /** Taps what is shown; pages left behind stay in the document, hidden. */
  async tap(selector: string): Promise<void> {
    await this.page.locator(`${selector}:visible`).first().click();
  }

  async tapText(text: string): Promise<void> {
    await this.page.getByText(text, { exact: true }).locator('visible=true').first().click();
  }

  async see(text: string): Promise<void> {
    await this.page.getByText(text).locator('visible=true').first().waitFor();
  }

  async fill(selector: string, text: string): Promise<void> {
    await this.page.locator(`${selector}:visible`).first().fill(text);
  }

  async signIn(persona: string): Promise<void> {
    await this.open('/pages/me/index');
    await this.tap('#sign-in');
    await this.tap(`#persona-${persona}`);
    await this.page.locator('#sign-out:visible').waitFor();
  }

  async shoot(what: string): Promise<void> {
    this.shots += 1;
    const number = String(this.shots).padStart(2, '0');
    await this.page.screenshot({
      path: join(screenshots, `${this.name}-${number}-${what}.png`),
      animations: 'disabled',
    });
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}
