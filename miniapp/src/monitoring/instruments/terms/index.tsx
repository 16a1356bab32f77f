import { useRouter } from '@tarojs/taro';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Tabs } from '../../../components/choices';
import { PageFrame } from '../../../components/page-frame';
import { QueryView } from '../../../components/states';
import { useInstrument } from '../../../features/instruments/use-instruments';
import { instrumentName } from '../../../features/instruments/instrument-name';
import { BlocksPanel } from '../../../features/terms/components/blocks-panel';
import { LabelPanel } from '../../../features/terms/components/label-panel';
import { PricesPanel } from '../../../features/terms/components/prices-panel';
import { RulesPanel } from '../../../features/terms/components/rules-panel';
import { useWords } from '../../../lib/i18n';

const panels = ['blocks', 'rules', 'prices', 'label'] as const;
type Panel = (typeof panels)[number];

const isPanel = (name: string | undefined): name is Panel => panels.some((panel) => panel === name);

export default function TermsPage() {
  const { t, language } = useWords();
  const { id = '', panel: asked } = useRouter().params;
  const [panel, setPanel] = useState<Panel>(isPanel(asked) ? asked : 'blocks');
  const query = useInstrument(id);
  return (
    <PageFrame title={t('page.terms')} under="desk" narrow>
      <QueryView query={query}>
        {(instrument) => (
          <>
            <View className="book-head">
              <View className="t16 b">
                {`${instrumentName(instrument, language)} ${instrument.model}`}
              </View>
              <View className="t12 ink-3">{instrument.room}</View>
            </View>
            <Tabs
              label={t('page.terms')}
              options={panels.map((value) => ({ value, name: t(`terms.panel.${value}`) }))}
              value={panel}
              onPick={setPanel}
            />
            {panel === 'blocks' ? (
              <BlocksPanel id={id} timeZone={instrument.rules.timeZone} />
            ) : null}
            {panel === 'rules' ? <RulesPanel id={id} /> : null}
            {panel === 'prices' ? <PricesPanel instrument={instrument} /> : null}
            {panel === 'label' ? <LabelPanel id={id} /> : null}
          </>
        )}
      </QueryView>
    </PageFrame>
  );
}
