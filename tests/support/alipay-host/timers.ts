type Callback = (...args: unknown[]) => void;

/** The app's timers, which end with it: caches and reconnects would keep the test run alive. */
export function createTimers() {
  const running = new Set<NodeJS.Timeout>();
  let isStopped = false;
  const keep = (timer: NodeJS.Timeout) => {
    if (isStopped) clearTimeout(timer);
    else running.add(timer);
    return timer;
  };
  const clear = (timer: NodeJS.Timeout | undefined) => {
    clearTimeout(timer);
    if (timer) running.delete(timer);
  };
  return {
    functions: {
      setTimeout: (callback: Callback, ms?: number, ...args: unknown[]) =>
        keep(setTimeout(callback, ms, ...args)),
      setInterval: (callback: Callback, ms?: number, ...args: unknown[]) =>
        keep(setInterval(callback, ms, ...args)),
      clearTimeout: clear,
      clearInterval: clear,
    },
    stop: () => {
      isStopped = true;
      for (const timer of running) clearTimeout(timer);
      running.clear();
    },
  };
}
