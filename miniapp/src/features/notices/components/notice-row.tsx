import { Text, View } from '@tarojs/components';
import { Icon } from '../../../components/icon';
import { Press } from '../../../components/press';
import { formatTime } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import type { Notice } from '../api';
import { leadOf } from '../days';

/** One notice under its day; an unread one carries a mark and stands bold. */
export function NoticeRow({
  notice,
  onOpen,
}: {
  notice: Notice;
  onOpen: (notice: Notice) => void;
}) {
  const { t } = useWords();
  const isUnread = notice.readAt === null;
  return (
    <Press
      id={`notice-${notice.id}`}
      className="line-row row-top"
      role={leadOf(notice) ? 'link' : 'button'}
      onPress={() => onOpen(notice)}
    >
      <View className={isUnread ? 'unread-mark' : 'read-mark'} />
      <View className="grow">
        <View className="row row-base between gap12">
          <Text className={isUnread ? 'b grow' : 'grow'}>{notice.title}</Text>
          <Text className="t12 ink-3 fixed">{formatTime(Date.parse(notice.createdAt))}</Text>
        </View>
        <View className="ink-2 said">{notice.body}</View>
        {isUnread ? <View className="hidden-words">{t('notices.isUnread')}</View> : null}
      </View>
      {leadOf(notice) ? <Icon name="right" size="s" className="ink-3" /> : null}
    </Press>
  );
}
