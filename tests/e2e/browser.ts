import { mkdirSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { Client } from '../support/client.ts';
import { inspect, screenshots, type Theme, type Width } from './inspect.ts';

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
  /** Which width the person works at; the other is looked at too. */
  at?: Width;
  language?: 'zh-CN' | 'en';
  textSize?: 'normal' | 'large';
  /** Polling stands in for the socket; off by default, so that a deaf socket is seen. */
  polling?: 'on' | 'off';
  /** How far the phone's own clock is off. */
  clockOffMs?: number;
  /** Who is signed in already, without the way through the screens; nobody unless given. */
  as?: string | null;
}

const SIZES = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 800 } } as const;

/** What the browser itself says of an answer that the app expects and explains. */
const EXPECTED = /^Failed to load resource: the server responded with a status of 4\d\d/;

/** Runs inside the page before anything else does. */
function wrongClock(byMs: number): void {
  const Real = Date;
  window.Date = class extends Real {
    constructor(...given: [] | ConstructorParameters<typeof Date>) {
      if (given.length === 0) super(Real.now() + byMs);
      else super(...given);
    }

    static override now(): number {
      return Real.now() + byMs;
    }
  } as DateConstructor;
}

/** One person at one screen. */
export class Visitor {
  readonly page: Page;
  /** Errors of the page, requests to other hosts, and what is wrong with how it looks. */
  readonly wrong: string[] = [];
  private readonly context: BrowserContext;
  private readonly url: string;
  private readonly widths: readonly Width[];
  private shots = 0;
  private readonly name: string;

  private constructor(
    context: BrowserContext,
    page: Page,
    url: string,
    name: string,
    widths: readonly Width[],
  ) {
    this.context = context;
    this.page = page;
    this.url = url;
    this.name = name;
    this.widths = widths;
    page.on('pageerror', (error) => this.wrong.push(`page error: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !EXPECTED.test(message.text())) {
        this.wrong.push(`console: ${message.text()}`);
      }
    });
    context.on('request', (request) => {
      const asked = request.url();
      if (!asked.startsWith(url) && !/^(data|blob|about):/.test(asked)) {
        this.wrong.push(`outside request: ${asked}`);
      }
    });
  }

  static async arrive(
    browser: Browser,
    url: string,
    name: string,
    look: Look = {},
  ): Promise<Visitor> {
    const {
      at = 'phone',
      language = 'zh-CN',
      textSize = 'normal',
      polling = 'off',
      clockOffMs = 0,
      as = null,
    } = look;
    const context = await browser.newContext({ viewport: SIZES[at], locale: language });
    const preferences = JSON.stringify({ language, theme: 'auto', textSize });
    // Kept across reloads, set only once: what the person changes afterwards stays changed.
    await context.addInitScript(
      `localStorage.setItem('dayi.polling', '"${polling}"');
       localStorage.getItem('dayi.preferences') ||
         localStorage.setItem('dayi.preferences', ${JSON.stringify(preferences)});`,
    );
    if (clockOffMs !== 0) await context.addInitScript(wrongClock, clockOffMs);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const other = at === 'phone' ? 'desk' : 'phone';
    const visitor = new Visitor(context, page, url, name, [at, other]);
    if (as !== null) await visitor.carry(as);
    return visitor;
  }

  async open(path: string): Promise<void> {
    await this.page.goto(`${this.url}/#${path}`);
  }

  /** Taps what is shown; pages left behind stay in the document, hidden. */
  async tap(selector: string): Promise<void> {
    await this.orTell(this.page.locator(`${selector}:visible`).first().click());
  }

  async tapText(text: string): Promise<void> {
    await this.page.getByText(text, { exact: true }).locator('visible=true').first().click();
  }

  async see(text: string): Promise<void> {
    await this.seeOneOf([text]);
  }

  async seeOneOf(texts: readonly string[]): Promise<void> {
    const [first, ...others] = texts.map((text) => this.page.getByText(text));
    const any = others.reduce((seen, other) => seen.or(other), first!);
    await this.orTell(any.locator('visible=true').first().waitFor());
  }

  /** What was waited for did not come: the error says what the page showed instead. */
  private async orTell(waited: Promise<void>): Promise<void> {
    try {
      await waited;
    } catch (error) {
      const shown = await this.page.locator('body').innerText();
      throw new Error(`${String(error)}\n${this.page.url()} showed:\n${shown}`, { cause: error });
    }
  }

  async fill(selector: string, text: string): Promise<void> {
    await this.page.locator(`${selector}:visible`).first().fill(text);
  }

  /** Chooses a day, `2026-11-25`, of those ahead of the one that is chosen. */
  async pickDay(selector: string, day: string): Promise<void> {
    await this.tap(selector);
    const months = this.page.locator('.sheet [id^="date-"]:visible');
    await months.first().waitFor();
    while (!((await months.first().getAttribute('id')) ?? '').includes(day.slice(0, 7))) {
      await this.tap('#month-after');
    }
    await this.tap(`#date-${day}`);
  }

  async signIn(persona: string): Promise<void> {
    await this.open('/pages/me/index');
    await this.tap('#sign-in');
    await this.tap(`#persona-${persona}`);
    await this.page.locator('#sign-out:visible').waitFor();
  }

  private async carry(persona: string): Promise<void> {
    const body = { provider: 'demo' as const, persona };
    const answer = await new Client(this.url).call('createSession', { body });
    const kept = JSON.stringify(JSON.stringify(answer.body));
    // Only once: a session that was renewed since is not put back to what it was.
    await this.context.addInitScript(
      `localStorage.getItem('dayi.session') || localStorage.setItem('dayi.session', ${kept});`,
    );
  }

  /** Draws the screen at both widths in both themes, and looks for what is wrong with it. */
  async look(what: string, themes: readonly Theme[] = ['light', 'dark']): Promise<void> {
    this.shots += 1;
    const number = String(this.shots).padStart(2, '0');
    const name = `${this.name}-${number}-${what}`;
    this.wrong.push(...(await inspect(this.page, name, { widths: this.widths, themes })));
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}
