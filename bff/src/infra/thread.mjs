// What a thread starts with: threads do not inherit the reading of TypeScript from their process.
import { workerData } from 'node:worker_threads';
import '../bootstrap/typescript.mjs';

await import(workerData.file);
