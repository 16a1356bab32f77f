import { Image, Text, View } from '@tarojs/components';
import { Button } from '../../../components/button';
import { Section } from '../../../components/marks';
import { QueryView } from '../../../components/states';
import { useWords } from '../../../lib/i18n';
import { useLabel } from '../use-terms';

/** The label to print and put on the instrument. */
export function LabelPanel({ id }: { id: string }) {
  const { t } = useWords();
  const query = useLabel(id);
  return (
    <Section first title={t('label.title')}>
      <QueryView query={query}>
        {({ code, qr, name, model, assetCode }) => (
          <View className="column gap12 code-shown">
            <Image className="code-picture" src={qr} aria-label={t('code.picture')} />
            <Text className="t28 b">{`${code.slice(0, 4)} ${code.slice(4)}`}</Text>
            <View className="b">{`${name} ${model}`}</View>
            <View className="ink-3">{assetCode}</View>
          </View>
        )}
      </QueryView>
      <View className="ink-2 rule-line">{t('label.text')}</View>
      {process.env.TARO_ENV === 'h5' ? (
        <View className="row">
          <Button id="print-label" block onPress={() => window.print()}>
            {t('label.print')}
          </Button>
        </View>
      ) : null}
    </Section>
  );
}
