import { Text, View } from '@tarojs/components';
import { useEffect, useMemo, useState } from 'react';
import { Button } from '../../../components/button';
import { Empty, QueryView } from '../../../components/states';
import { useWide } from '../../../components/use-wide';
import { formatTime } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { goTo } from '../../../lib/routes';
import type { Board } from '../api';
import { countWaiting, shownRooms } from '../board';
import { useRunBoard } from '../use-run-board';
import { AlarmCard } from './alarm-card';
import { Handover } from './handover';
import { RibbonAxis } from './ribbon';
import { RunRooms } from './run-rooms';
import { RunShowing } from './run-showing';
import { StateCounts } from './state-counts';
import { UnitChoice } from './unit-choice';
import './run-board.scss';

interface RunBoardProps {
  chosenId: string | null;
  onOpen: (id: string) => void;
  onShown: (ids: string[]) => void;
}

/** 14:06:10: live data says to the second when it was read. */
function readAt(at: string): string {
  const instant = Date.parse(at);
  return `${formatTime(instant)}:${String(Math.floor(instant / 1000) % 60).padStart(2, '0')}`;
}

function Alarms({ alarms }: Pick<Board, 'alarms'>) {
  const [isAll, setAll] = useState(false);
  const [first, ...others] = alarms;
  if (first === undefined) return null;
  const more =
    isAll || others.length === 0
      ? undefined
      : { count: others.length, onPress: () => setAll(true) };
  return (
    <View className="list-gap run-alarms">
      <AlarmCard key={first.id} alarm={first} more={more} />
      {isAll ? others.map((alarm) => <AlarmCard key={alarm.id} alarm={alarm} />) : null}
    </View>
  );
}

const instrumentsOf = ({ rooms }: Board) =>
  rooms.flatMap(({ items }) => items.map(({ instrument }) => instrument));

function TableHead({ span }: { span: { from: number; to: number } }) {
  const { t } = useWords();
  return (
    <View className="run-line run-head t12 ink-3">
      <Text className="run-cell-name">{t('run.head.instrument')}</Text>
      <Text className="run-cell-state">{t('run.head.state')}</Text>
      <Text className="run-cell-number">{t('run.head.current')}</Text>
      <View className="grow">
        <RibbonAxis span={span} room={26} />
      </View>
      <Text className="run-cell-number">{t('run.head.today')}</Text>
      <Text className="run-cell-alarm">{t('run.head.waiting')}</Text>
    </View>
  );
}

function SensorsLink({ unitId }: { unitId: string }) {
  const { t } = useWords();
  return (
    <Button id="open-sensors" onPress={() => goTo('sensors', { unitId })}>
      {t('page.sensors')}
    </Button>
  );
}

function ShownBoard({ board, chosenId, onOpen, onShown }: RunBoardProps & { board: Board }) {
  const { t } = useWords();
  const isWide = useWide();
  const [onlyWaiting, setOnlyWaiting] = useState(false);
  const waiting = countWaiting(board);
  const rooms = shownRooms(board, onlyWaiting && waiting > 0);
  const ids = rooms.flatMap(({ items }) => items.map(({ instrument }) => instrument.id)).join(',');
  useEffect(() => onShown(ids ? ids.split(',') : []), [ids, onShown]);
  const span = useMemo(
    () => ({ from: Date.parse(board.from), to: Date.parse(board.at) }),
    [board.from, board.at],
  );
  const filter =
    waiting > 0 ? (
      <Button
        id="only-waiting"
        kind="text"
        icon="filter"
        onPress={() => setOnlyWaiting(!onlyWaiting)}
      >
        {t(onlyWaiting ? 'run.showAll' : 'run.onlyWaiting', { count: waiting })}
      </Button>
    ) : null;
  if (board.rooms.length === 0) {
    return (
      <>
        {board.units.length > 1 ? (
          <View className="row run-unit">
            <UnitChoice unit={board.unit} units={board.units} />
          </View>
        ) : null}
        <Empty icon="desk" title={t('run.empty')} text={t('run.emptyHelp')}>
          <SensorsLink unitId={board.unit.id} />
        </Empty>
      </>
    );
  }
  return (
    <>
      <View className="row between gap12 run-unit">
        <UnitChoice unit={board.unit} units={board.units} />
        <Text className="ink-3 fixed">{t('state.readAt', { time: readAt(board.at) })}</Text>
      </View>
      <View className="run-counts">
        <StateCounts counts={board.counts} />
        {isWide ? filter : null}
      </View>
      <Alarms alarms={board.alarms} />
      {isWide ? (
        <TableHead span={span} />
      ) : (
        <View className="run-scale">
          <View className="row between gap12 ink-2">
            <Text className="grow">{t('run.scale')}</Text>
            {filter}
          </View>
          <RibbonAxis span={span} room={12} />
        </View>
      )}
      <RunRooms rooms={rooms} span={span} isWide={isWide} chosenId={chosenId} onOpen={onOpen} />
      {isWide ? null : (
        <Handover key={board.unit.id} unitId={board.unit.id} instruments={instrumentsOf(board)} />
      )}
      <View className="list-note row row-wrap gap12">
        {board.unmonitored > 0 ? (
          <Text>{t('run.unmonitored', { count: board.unmonitored })}</Text>
        ) : null}
        <SensorsLink unitId={board.unit.id} />
      </View>
      <RunShowing board={board} />
    </>
  );
}

/** What every instrument of the unit does now and did in the last day. */
export function RunBoard(props: RunBoardProps) {
  const query = useRunBoard();
  return <QueryView query={query}>{(board) => <ShownBoard board={board} {...props} />}</QueryView>;
}
