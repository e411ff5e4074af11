import { useMemo, useState } from 'react';
import { Button } from '@mantine/core';
import { TagsAndAdvisors } from '@generated';
import { useQuery } from '@/api/queries';
import { useMe } from '@/app/session';
import type { Conversation } from '@/conversations/conversations';
import { Avatar } from '@/kit';
import { Choose } from '@/kit/Choose';
import { clock, dateAndTime } from '@/texts/format';
import { useTexts } from '@/texts/texts';
import { useWord } from '@/texts/words';
import { CHAT } from './texts';
import css from './Chat.module.css';

type Tag = Conversation['tags'][number];
type Person = { id: string; name: string };

/** Whose it is to be; null for nobody's. `chosen` is whose it is now, undefined where there is no one answer. */
export function ChooseAdvisor({ chosen, onChoose, onClose }: { chosen?: string | null; onChoose: (advisor: Person | null) => void; onClose: () => void }) {
  const t = useTexts(CHAT);
  const word = useWord();
  const mySelf = useMe().advisor;
  const { data } = useQuery(TagsAndAdvisors, {});
  const people = data?.advisors ?? [];
  return (
    <Choose title={t.assign} filter={t.filter} onClose={onClose}
      choices={[
        ...(mySelf ? [{ id: mySelf.id, label: `${t.me} (${mySelf.name})`, mark: <Avatar name={mySelf.name} size={24} />, isChosen: chosen === mySelf.id }] : []),
        { id: '', label: t.nobody, isChosen: chosen === null },
        ...people.filter((it) => it.id !== mySelf?.id).map((it) => ({ id: it.id, label: it.name, detail: word('presence', it.presence.status), mark: <Avatar name={it.name} size={24} />, isChosen: chosen === it.id })),
      ]}
      onChoose={(id) => onChoose(id === mySelf?.id ? { id, name: mySelf.name } : (people.find((it) => it.id === id) ?? null))} />
  );
}

export function ChooseTag({ chosen, onChoose, onClose }: { chosen: readonly Tag[]; onChoose: (tag: Tag) => void; onClose: () => void }) {
  const t = useTexts(CHAT);
  const { data } = useQuery(TagsAndAdvisors, {});
  const tags = data?.tags ?? [];
  return (
    <Choose title={t.tags} filter={t.filter} onClose={onClose}
      choices={tags.map((it) => ({ id: it.id, label: it.name, mark: <span className={css.swatch} style={{ background: it.color }} />, isChosen: chosen.some((tag) => tag.id === it.id) }))}
      onChoose={(id) => { const tag = tags.find((it) => it.id === id); if (tag) onChoose(tag); }} />
  );
}

export function ChoosePriority({ chosen, onChoose, onClose }: { chosen?: string; onChoose: (priority: Conversation['priority']) => void; onClose: () => void }) {
  const t = useTexts(CHAT);
  const word = useWord();
  return (
    <Choose title={t.priority} filter={t.filter} onClose={onClose}
      choices={(['URGENT', 'HIGH', 'NORMAL', 'LOW'] as const).map((it) => ({ id: it, label: word('priority', it), isChosen: chosen === it }))}
      onChoose={(it) => onChoose(it as Conversation['priority'])} />
  );
}

/** Until when to put it off; null brings it back. */
export function ChooseTime({ isPutOff, onChoose, onClose }: { isPutOff: boolean; onChoose: (until: Date | null) => void; onClose: () => void }) {
  const t = useTexts(CHAT);
  const [exact, setExact] = useState('');
  const times = useMemo(() => {
    const later = new Date(Date.now() + 3 * 3_600_000);
    const tomorrow = new Date();
    tomorrow.setDate(tomorrow.getDate() + 1);
    tomorrow.setHours(9, 0, 0, 0);
    const monday = new Date(tomorrow);
    // Of the week that follows: never the same as tomorrow.
    monday.setDate(monday.getDate() + ((8 - monday.getDay()) % 7 || 7));
    return { later, tomorrow, monday };
  }, []);
  return (
    <Choose title={t.snooze} filter={t.filter} onClose={onClose}
      choices={[
        { id: 'later', label: t.laterToday, detail: clock(times.later) },
        { id: 'tomorrow', label: t.tomorrow, detail: dateAndTime(times.tomorrow) },
        { id: 'monday', label: t.nextWeek, detail: dateAndTime(times.monday) },
        ...(isPutOff ? [{ id: 'now', label: t.wakeNow }] : []),
      ]}
      onChoose={(it) => onChoose(it === 'now' ? null : times[it as 'later'])}>
      <form className={css.exact} onSubmit={(event) => { event.preventDefault(); if (exact) { onClose(); onChoose(new Date(exact)); } }}>
        <label>{t.atTime}<input type="datetime-local" value={exact} onChange={(event) => setExact(event.target.value)} /></label>
        <Button type="submit" disabled={!exact || new Date(exact).getTime() < Date.now()}>{t.snooze}</Button>
      </form>
    </Choose>
  );
}
