/** Tells what is being done, and how long it took where that was over a second. */
export function stepper(tell: (line: string) => void) {
  return async <T>(
    title: string,
    work: (note: (detail: string) => void) => Promise<T>,
  ): Promise<T> => {
    const startedAt = performance.now();
    let toldAt = startedAt;
    const answer = await work((detail) => {
      if (performance.now() - toldAt < 1_000) return;
      toldAt = performance.now();
      tell(`${title}: ${detail}`);
    });
    const seconds = (performance.now() - startedAt) / 1_000;
    tell(`${title}: ${seconds.toFixed(1)} s`);
    return answer;
  };
}
