import { useRouter } from '@tarojs/taro';
import { useCallback, useState } from 'react';
import { Tabs } from '../../../components/choices';
import { PageFrame } from '../../../components/page-frame';
import { Empty } from '../../../components/states';
import { usePaneChoice } from '../../../components/use-pane-choice';
import { ConceptEditor } from '../../../features/dictionary/components/concept-editor';
import { ConceptList } from '../../../features/dictionary/components/concept-list';
import { ConceptView } from '../../../features/dictionary/components/concept-view';
import { MissList } from '../../../features/dictionary/components/miss-list';
import { SignInNeeded } from '../../../features/identity/components/sign-in-needed';
import { WishList } from '../../../features/wishes/components/wish-list';
import { useWords } from '../../../lib/i18n';
import { goTo } from '../../../lib/routes';
import { useHasRole, useSignedIn } from '../../../lib/session';

const tabs = ['concepts', 'misses', 'wishes'] as const;
type Tab = (typeof tabs)[number];

const isTab = (name: string | undefined): name is Tab => tabs.some((tab) => tab === name);

const openConcept = (id: string) => goTo('concept', { id });

/** What search knows, what it did not find and what people wish for, for who keeps the platform. */
function Keeper() {
  const { t } = useWords();
  const { tab: asked } = useRouter().params;
  const [tab, setTab] = useState<Tab>(isTab(asked) ? asked : 'concepts');
  const [isNew, setNew] = useState(false);
  const { isWide, chosenId, choose, handleShown } = usePaneChoice(openConcept, 'dictionary-search');
  const handleOpen = useCallback(
    (id: string) => {
      setNew(false);
      if (isWide) choose(id);
      else openConcept(id);
    },
    [isWide, choose],
  );
  const handleNew = () => {
    if (isWide) setNew(true);
    else goTo('concept');
  };
  const shown = isNew ? (
    <ConceptEditor concept={null} onMade={handleOpen} />
  ) : chosenId ? (
    <ConceptView key={chosenId} id={chosenId} />
  ) : undefined;
  return (
    <PageFrame
      title={t('page.dictionary')}
      under="me"
      pane={isWide && tab === 'concepts' ? shown : undefined}
      narrow={tab !== 'concepts'}
    >
      <Tabs
        label={t('page.dictionary')}
        options={tabs.map((value) => ({ value, name: t(`dictionary.tab.${value}`) }))}
        value={tab}
        onPick={setTab}
      />
      {tab === 'concepts' ? (
        <ConceptList
          chosenId={isNew ? null : chosenId}
          onOpen={handleOpen}
          onNew={handleNew}
          onShown={handleShown}
        />
      ) : null}
      {tab === 'misses' ? <MissList mayAdd /> : null}
      {tab === 'wishes' ? <WishList /> : null}
    </PageFrame>
  );
}

export default function DictionaryPage() {
  const { t } = useWords();
  const isSignedIn = useSignedIn();
  const isKeeper = useHasRole('platform_admin');
  const isReader = useHasRole('authority');
  if (isKeeper) return <Keeper />;
  return (
    <PageFrame title={t('dictionary.tab.misses')} under="me" narrow>
      {isReader ? (
        <MissList mayAdd={false} />
      ) : isSignedIn ? (
        <Empty icon="search" title={t('dictionary.notYours')} />
      ) : (
        <SignInNeeded text={t('dictionary.signIn')} />
      )}
    </PageFrame>
  );
}
