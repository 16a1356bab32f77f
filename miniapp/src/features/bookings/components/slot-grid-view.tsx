import { Text, View } from '@tarojs/components';
import { useEffect, useRef, useState } from 'react';
import { classes } from '../../../components/class-names';
import { Press } from '../../../components/press';
import { now } from '../../../lib/clock';
import { formatCountdown, formatDiscount, formatTime } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import type { Slot, SlotRow, SlotState } from '../slot-grid';
import './slot-grid-view.scss';

const FLASH_MS = 600;

/** Starts of slots that someone else took while this screen was open, for their one flash. */
function useJustTaken(rows: SlotRow[]): Set<number> {
  const before = useRef(new Map<number, SlotState>());
  const [taken, setTaken] = useState(new Set<number>());
  useEffect(() => {
    const lost = new Set<number>();
    for (const slot of rows.flatMap((row) => row.slots)) {
      if (!slot) continue;
      const was = before.current.get(slot.startsAt);
      if ((was === 'free' || was === 'chosen') && (slot.state === 'busy' || slot.state === 'held'))
        lost.add(slot.startsAt);
      before.current.set(slot.startsAt, slot.state);
    }
    if (!lost.size) return undefined;
    const begin = setTimeout(() => {
      setTaken(lost);
    }, 0);
    const end = setTimeout(() => {
      setTaken(new Set());
    }, FLASH_MS);
    return () => {
      clearTimeout(begin);
      clearTimeout(end);
    };
  }, [rows]);
  return taken;
}

/** The minute's and second's pace of holds, ticking only while one is shown. */
function useTick(isOn: boolean): void {
  const [, setAt] = useState(0);
  useEffect(() => {
    if (!isOn) return undefined;
    const timer = setInterval(() => setAt(now()), 1000);
    return () => clearInterval(timer);
  }, [isOn]);
}

interface GridProps {
  rows: SlotRow[];
  timeZone: string;
  onTap: (slot: Slot) => void;
}

/** The day's slots by the clock: free, chosen, mine, held by someone, busy, beyond a rule, too soon. */
export function SlotGridView({ rows, timeZone, onTap }: GridProps) {
  const { t, language } = useWords();
  const taken = useJustTaken(rows);
  useTick(rows.some((row) => row.slots.some((slot) => slot?.state === 'held')));

  const wordOf = (slot: Slot) => {
    if (slot.state === 'held' && slot.until)
      return t('slot.heldFor', { left: formatCountdown(slot.until - now()).replace(/^0/, '') });
    if (slot.state === 'free' && slot.percentOff) return formatDiscount(slot.percentOff, language);
    return t(`slot.${slot.state}`);
  };
  const handleTap = (slot: Slot) => {
    if (slot.state === 'free' || slot.state === 'chosen' || slot.state === 'over') onTap(slot);
  };
  return (
    <View className="slots">
      {rows.map((row) => (
        <View key={row.hour} className="slot-row">
          <Text className="t12 ink-3 slot-hour">
            {String(Math.floor(row.hour)).padStart(2, '0')}
          </Text>
          {row.slots.map((slot, index) =>
            slot ? (
              <Press
                key={slot.startsAt}
                id={`slot-${slot.startsAt}`}
                chosen={slot.state === 'chosen'}
                disabled={!['free', 'chosen', 'over'].includes(slot.state)}
                className={classes(
                  'slot',
                  `slot-${slot.state}`,
                  taken.has(slot.startsAt) && 'slot-flash',
                )}
                onPress={() => handleTap(slot)}
              >
                <Text className="slot-time">{formatTime(slot.startsAt, timeZone)}</Text>
                <Text className="t12">{wordOf(slot)}</Text>
              </Press>
            ) : (
              <View key={`gap-${index}`} className="slot slot-none" />
            ),
          )}
        </View>
      ))}
    </View>
  );
}
