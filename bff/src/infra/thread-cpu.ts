import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

/** Milliseconds that the processor has worked for this thread; where the system does not tell, those it was not idle. */
export function threadCpuMs(): number {
  try {
    const [nanoseconds = ''] = readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ');
    return Math.round(Number(nanoseconds) / 1e6);
  } catch {
    return Math.round(performance.eventLoopUtilization().active);
  }
}
