// Re-exports only: Taro cuts every other import out of the file that stands for `@tarojs/components`.
export { Image, Input, PullDownRefresh, ScrollView, Text, Textarea, View } from './tags';
