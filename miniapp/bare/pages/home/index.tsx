import { View } from '@tarojs/components';

export default function HomePage() {
  return <View id="shown">大仪</View>;
}
