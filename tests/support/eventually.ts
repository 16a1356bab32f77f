/** Answers once it holds, or fails after a while: what the worker does takes a moment. */
export async function eventually(
  check: () => Promise<boolean>,
  { what = 'it did not come to pass', withinMs = 10_000 } = {},
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error(what);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
