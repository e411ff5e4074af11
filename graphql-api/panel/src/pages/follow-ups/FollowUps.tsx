import { Button } from '@mantine/core';
import { IconCalendarTime } from '@tabler/icons-react';
import { Link } from 'react-router';
import { CancelFollowUp, CompleteFollowUp, FollowUps as FollowUpsList, type FollowUpsQuery } from '@generated';
import { change } from '@/api/queries';
import { useMe } from '@/app/session';
import { orComplain, say } from '@/app/toasts';
import { useCondition } from '@/app/typed';
import { ChannelMark, Empty, PageFrame, Pill } from '@/kit';
import { type Column, Listing, Tabs, listing } from '@/kit/Listing';
import { dateAndTime, useFormats } from '@/texts/format';
import { texts, useTexts } from '@/texts/texts';
import { useWord } from '@/texts/words';

type Row = FollowUpsQuery['followUps']['nodes'][number];

const FOLLOW_UPS = texts({
  es: {
    title: 'Seguimientos', customer: 'Cliente', due: 'Para', what: 'Qué', type: 'Tipo', who: 'De', status: 'Estado', all: 'Todos', mine: 'Míos', due_: 'Para hacer', scheduled: 'Agendados', done: 'Hechos',
    none: 'Nada para hacer', noneHelp: 'Agendá uno desde un chat con /seguimiento: vence solo, y si tiene un mensaje, sale solo.', windowClosed: 'Ya no se le puede escribir', nobody: 'Nadie',
    complete: 'Hecho', completed: 'Seguimiento hecho', cancel: 'Cancelar', cancelled: 'Seguimiento cancelado', acts: 'Acciones',
  },
  en: {
    title: 'Follow-ups', customer: 'Customer', due: 'Due', what: 'What', type: 'Type', who: 'Whose', status: 'Status', all: 'All', mine: 'Mine', due_: 'To do', scheduled: 'Scheduled', done: 'Done',
    none: 'Nothing to do', noneHelp: 'Schedule one from a chat with /followup: it falls due by itself, and if it has a message, that is sent by itself.', windowClosed: 'They cannot be written to any more', nobody: 'Nobody',
    complete: 'Done', completed: 'Follow-up done', cancel: 'Cancel', cancelled: 'Follow-up cancelled', acts: 'Actions',
  },
  pt: {
    title: 'Acompanhamentos', customer: 'Cliente', due: 'Para', what: 'O quê', type: 'Tipo', who: 'De', status: 'Estado', all: 'Todos', mine: 'Meus', due_: 'A fazer', scheduled: 'Agendados', done: 'Feitos',
    none: 'Nada a fazer', noneHelp: 'Agende um em um chat com /acompanhamento: vence sozinho, e se tem mensagem, ela sai sozinha.', windowClosed: 'Já não se pode escrever', nobody: 'Ninguém',
    complete: 'Feito', completed: 'Acompanhamento feito', cancel: 'Cancelar', cancelled: 'Acompanhamento cancelado', acts: 'Ações',
  },
});

const STATUSES = ['DUE', 'SCHEDULED', 'COMPLETED'] as const;
const TONES: Record<string, 'plain' | 'good' | 'warn'> = { DUE: 'warn', SENT: 'good', COMPLETED: 'good' };

/** What is to be done, and what will be. */
export default function FollowUps() {
  useFormats();
  const t = useTexts(FOLLOW_UPS);
  const word = useWord();
  const me = useMe();
  const [wanted, setStatus] = useCondition('status');
  const [mine, setMine] = useCondition('mine');
  const status = STATUSES.find((it) => it === wanted) ?? null;
  const isMine = mine === 'yes' && me.advisor !== null;

  const columns: readonly Column<Row>[] = [
    { title: t.customer, of: (it) => <span className={listing.row}><ChannelMark type={it.conversation.account.type} name={it.conversation.account.name} /><Link to={`/inbox/${it.conversation.id}`}>{it.conversation.customer.displayName}</Link></span> },
    { title: t.due, of: (it) => dateAndTime(it.dueAt) },
    { title: t.what, of: (it) => <>{it.note}{it.message && <div className={listing.soft}>«{it.message}»</div>}{it.obstacle === 'REPLY_WINDOW_CLOSED' && <Pill tone="warn">{t.windowClosed}</Pill>}</> },
    { title: t.type, of: (it) => word('followUpType', it.type), isWide: true },
    { title: t.who, of: (it) => it.assignee?.name ?? t.nobody, isWide: true },
    { title: t.status, of: (it) => <Pill tone={TONES[it.status] ?? 'plain'}>{word('followUpStatus', it.status)}</Pill>, isWide: true },
    {
      title: t.acts,
      of: (it) => (it.status === 'DUE' || it.status === 'SCHEDULED') && (
        <span className={listing.row}>
          <Button variant="default" onClick={async () => { if (orComplain(await change(CompleteFollowUp, { input: { followUpId: it.id } }))) say(t.completed); }}>{t.complete}</Button>
          <Button variant="subtle" color="gray" onClick={async () => { if (orComplain(await change(CancelFollowUp, { input: { followUpId: it.id } }))) say(t.cancelled); }}>{t.cancel}</Button>
        </span>
      ),
    },
  ];
  const titles = { DUE: t.due_, SCHEDULED: t.scheduled, COMPLETED: t.done };
  return (
    <PageFrame title={t.title} tools={me.advisor && <Button variant={isMine ? 'light' : 'default'} aria-pressed={isMine} onClick={() => setMine(isMine ? null : 'yes')}>{t.mine}</Button>}>
      <Tabs
        label={t.status}
        value={status as string | null}
        options={[{ value: null, title: t.all }, ...STATUSES.map((it) => ({ value: it as string | null, title: titles[it] }))]}
        onChange={setStatus}
      />
      <Listing
        query={FollowUpsList}
        variables={{ filter: { status, assignee: isMine ? me.advisor?.id : null }, first: 50 }}
        page={(data) => data.followUps}
        columns={columns}
        keyOf={(it) => it.id}
        empty={<Empty icon={IconCalendarTime} title={t.none}>{t.noneHelp}</Empty>}
      />
    </PageFrame>
  );
}
