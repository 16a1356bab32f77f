import { View } from '@tarojs/components';
import { TabBar, useNavigation } from '../components/navigation';
import { useLook } from '../components/use-look';

/** Alipay draws this in the place of its own tab bar. */
export default function CustomizeTabBar() {
  const chosen = useNavigation((state) => state.chosen);
  const look = useLook();
  return (
    <View className={look}>
      <TabBar chosen={chosen} />
    </View>
  );
}
