import { RunView } from './run-view';

/** An instrument's current beside the board, at desktop width. Loaded on demand, hence the default export. */
export default function RunPane({ id }: { id: string }) {
  return <RunView id={id} besideBoard />;
}
