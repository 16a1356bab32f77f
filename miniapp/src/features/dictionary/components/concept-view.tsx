import { QueryView } from '../../../components/states';
import { useConcept } from '../use-dictionary';
import { ConceptEditor } from './concept-editor';

/** A kind read from the dictionary, ready to be changed. */
export function ConceptView({ id }: { id: string }) {
  const query = useConcept(id);
  return (
    <QueryView query={query}>
      {(concept) => <ConceptEditor key={concept.id} concept={concept} />}
    </QueryView>
  );
}
