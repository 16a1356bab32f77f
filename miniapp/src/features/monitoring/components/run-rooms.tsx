import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Icon } from '../../../components/icon';
import { StateGlyph } from '../../../components/marks';
import { Press } from '../../../components/press';
import { useWords } from '../../../lib/i18n';
import type { BoardRoom } from '../api';
import { isWaiting } from '../board';
import type { Span } from '../ribbon';
import { RunRow, RunTableRow } from './run-row';

interface RunRoomsProps {
  rooms: readonly BoardRoom[];
  span: Span;
  isWide: boolean;
  chosenId: string | null;
  onOpen: (id: string) => void;
}

/** So many rooms stand open on a phone; the others are told by their glyphs until they are tapped. */
const OPEN_AT_FIRST = 2;
const GLYPHS = 8;

function RoomHead({ room }: { room: BoardRoom }) {
  const { t } = useWords();
  const on = room.items.filter(({ now }) => now.state === 'on').length;
  return (
    <>
      <Text className="b grow wrap">{room.name || t('run.noRoom')}</Text>
      <Text className="ink-2 fixed">{t('run.roomCount', { count: room.items.length, on })}</Text>
    </>
  );
}

function ClosedRoom({ room, onPress }: { room: BoardRoom; onPress: () => void }) {
  const { t } = useWords();
  const waiting = room.items.filter(isWaiting).length;
  return (
    <Press className="room-head room-closed" onPress={onPress}>
      <Text className="t16 b wrap">{room.name || t('run.noRoom')}</Text>
      <View className="row gap4 grow">
        {room.items.slice(0, GLYPHS).map(({ instrument, now }) => (
          <StateGlyph key={instrument.id} state={now.state} />
        ))}
      </View>
      {waiting > 0 ? (
        <View className="row gap4 warn fixed">
          <Icon name="warning" size="s" />
          <Text>{t('run.roomWaiting', { count: waiting })}</Text>
        </View>
      ) : (
        <Text className="ink-2 fixed">{t('run.roomAll', { count: room.items.length })}</Text>
      )}
      <Icon name="down" size="s" className="ink-2" />
    </Press>
  );
}

/** Instruments by room. */
export function RunRooms({ rooms, span, isWide, chosenId, onOpen }: RunRoomsProps) {
  const [opened, setOpened] = useState<readonly string[]>([]);
  const Row = isWide ? RunTableRow : RunRow;
  return (
    <View className="run-rooms">
      {rooms.map((room, at) =>
        isWide || at < OPEN_AT_FIRST || opened.includes(room.name) ? (
          <View key={room.name}>
            <View className="room-head">
              <RoomHead room={room} />
            </View>
            {room.items.map((item) => (
              <Row
                key={item.instrument.id}
                item={item}
                span={span}
                chosen={item.instrument.id === chosenId}
                onOpen={onOpen}
              />
            ))}
          </View>
        ) : (
          <ClosedRoom
            key={room.name}
            room={room}
            onPress={() => setOpened([...opened, room.name])}
          />
        ),
      )}
    </View>
  );
}
