import { Image, Text, View } from '@tarojs/components';
import { useQuery } from '@tanstack/react-query';
import { Sheet } from '../../../components/sheet';
import { QueryView } from '../../../components/states';
import { useWords } from '../../../lib/i18n';
import { getCheckIn } from '../api';

/** 7F3K 2M9Q: eight letters are read in two halves. */
const inHalves = (code: string) => `${code.slice(0, 4)} ${code.slice(4)}`;

/** What is shown to the crew at the instrument: a picture to scan, and the same to type. */
export function CodeSheet({ bookingId, onClose }: { bookingId: string; onClose: () => void }) {
  const { t } = useWords();
  const query = useQuery({
    queryKey: ['check-in', bookingId],
    queryFn: () => getCheckIn(bookingId),
  });
  return (
    <Sheet title={t('code.title')} onClose={onClose}>
      <QueryView query={query} skeleton={<View className="bone code-picture" />}>
        {({ code, qr }) => (
          <View className="column gap12 code-shown">
            <Image className="code-picture" src={qr} aria-label={t('code.picture')} />
            <Text className="t28 b">{inHalves(code)}</Text>
            <View className="ink-2">{t('code.text')}</View>
          </View>
        )}
      </QueryView>
    </Sheet>
  );
}
