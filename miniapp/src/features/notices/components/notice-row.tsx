import { Text, View } from '@tarojs/components';
import { Icon } from '../../../components/icon';
import { Press } from '../../../components/press';
import { formatMoment } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import type { Notice } from '../api';

/** One notice; an unread one carries a mark and stands bold. */
export function NoticeRow({
  notice,
  onOpen,
}: {
  notice: Notice;
  onOpen: (notice: Notice) => void;
}) {
  const { t, reader } = useWords();
  const isUnread = notice.readAt === null;
  const leads = notice.bookingId !== null || notice.instrumentId !== null;
  return (
    <Press className="line-row row-top" onPress={() => onOpen(notice)}>
      <View className={isUnread ? 'unread-mark' : 'read-mark'} />
      <View className="grow">
        <View className="row row-base between gap12">
          <Text className={isUnread ? 'b grow' : 'grow'}>{notice.title}</Text>
          <Text className="t12 ink-3 fixed">
            {formatMoment(Date.parse(notice.createdAt), reader)}
          </Text>
        </View>
        <View className="ink-2 wrap">{notice.body}</View>
        {isUnread ? <View className="hidden-words">{t('notices.isUnread')}</View> : null}
      </View>
      {leads ? <Icon name="right" size="s" className="ink-3" /> : null}
    </Press>
  );
}
