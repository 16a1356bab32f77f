import { QueryView } from '../../../components/states';
import { useInstrument } from '../use-instruments';
import { BookBar } from './book-bar';
import { InstrumentView } from './instrument-view';

/** An instrument beside the list, at desktop width. Loaded on demand, hence the default export. */
export default function InstrumentPane({ id }: { id: string }) {
  const query = useInstrument(id);
  return (
    <QueryView query={query}>
      {(instrument) => (
        <>
          <InstrumentView instrument={instrument} key={instrument.id} />
          <BookBar instrument={instrument} inPane />
        </>
      )}
    </QueryView>
  );
}
