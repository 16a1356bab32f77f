const firstWordsAfterMs = 1000;
const reminderMs = 20_000;

/** @param {number} since */
function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

/**
 * Tells on stderr what takes more than a second: one live line on a terminal, plain lines elsewhere.
 * stdout stays free for what the command itself has to say.
 */
export function createProgress(stream = process.stderr) {
  /** @type {Map<string, { since: number, told: number, detail: string }>} */
  const running = new Map();
  const isLive = Boolean(stream.isTTY);
  /** @type {NodeJS.Timeout | undefined} */
  let timer;

  function clearLine() {
    if (isLive) stream.write('\r\u001b[2K');
  }

  function drawLive() {
    const shown = [...running]
      .filter(([, step]) => Date.now() - step.since >= firstWordsAfterMs)
      .map(
        ([name, step]) =>
          `${name} ${Math.floor((Date.now() - step.since) / 1000)} s ${step.detail}`,
      );
    clearLine();
    if (shown.length) stream.write(shown.join(' | ').slice(0, (stream.columns || 80) - 1));
  }

  function drawPlain() {
    for (const [name, step] of running) {
      const now = Date.now();
      const wait = step.told ? step.told + reminderMs : step.since + firstWordsAfterMs;
      if (now < wait) continue;
      const passed = step.told ? ` ${Math.floor((now - step.since) / 1000)} s ${step.detail}` : '';
      stream.write(`… ${name}${passed}\n`);
      step.told = now;
    }
  }

  /** @param {string} text */
  function note(text) {
    clearLine();
    stream.write(`${text}\n`);
  }

  /**
   * @template T
   * @param {string} name
   * @param {(tell: (detail: string) => void) => Promise<T>} work
   * @returns {Promise<T>}
   */
  async function step(name, work) {
    const entry = { since: Date.now(), told: 0, detail: '' };
    running.set(name, entry);
    timer ??= setInterval(isLive ? drawLive : drawPlain, 250);
    let mark = '✗';
    try {
      const result = await work((detail) => {
        entry.detail = detail;
      });
      mark = '✓';
      return result;
    } finally {
      running.delete(name);
      if (mark === '✗' || Date.now() - entry.since >= firstWordsAfterMs) {
        note(`${mark} ${name} ${seconds(entry.since)}`);
      }
      if (!running.size) {
        clearInterval(timer);
        timer = undefined;
        clearLine();
      }
    }
  }

  return { step, note };
}

/** @typedef {ReturnType<typeof createProgress>} Progress */
