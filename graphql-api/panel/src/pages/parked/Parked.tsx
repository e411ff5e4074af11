import { useEffect, useState } from 'react';
import { Button, Textarea } from '@mantine/core';
import { IconMailCheck, IconRoute } from '@tabler/icons-react';
import { DeadLetterDetail, DeadLetterEvents, type DeadLetterWholeFragment, DeadLetters, type DeadLettersQuery, DiscardDeadLetter, EditDeadLetter, ReplayDeadLetter, ReplayDeadLetters } from '@generated';
import { follow } from '@/api/live';
import { change, invalidate, useMutation, useQuery } from '@/api/queries';
import { useOpened } from '@/app/opened';
import { useMay } from '@/app/session';
import { inWords, orComplain, say } from '@/app/toasts';
import { useCondition } from '@/app/typed';
import { Bone, Empty, PageFrame, Pill } from '@/kit';
import { Dialog, SideDialog } from '@/kit/Dialog';
import { type Column, Facts, Listing, Tabs, listing } from '@/kit/Listing';
import { count, dateAndTime, useFormats } from '@/texts/format';
import { useTexts } from '@/texts/texts';
import { PARKED } from './texts';
import { TRACE, Trace } from './Trace';
import css from './parked.module.css';

type Row = DeadLettersQuery['deadLetters']['nodes'][number];

const STATUSES = ['PARKED', 'REPLAYED', 'DISCARDED'] as const;
const TONES: Record<string, 'plain' | 'good' | 'warn'> = { PARKED: 'warn', REPLAYED: 'good' };

/** What could not be handled: seen, corrected, replayed or discarded. */
export default function Parked() {
  useFormats();
  const t = useTexts(PARKED);
  const trace = useTexts(TRACE);
  const [opened, open] = useOpened();
  const [wanted, setStatus] = useCondition('status');
  const status = STATUSES.find((it) => it === wanted) ?? null;
  const [isBusy, setBusy] = useState(false);
  const [isTracing, setTracing] = useState(false);

  useEffect(() => follow(DeadLetterEvents, {}, { event: () => invalidate(['DeadLetter']), resync: () => invalidate(['DeadLetter']) }), []);

  const columns: readonly Column<Row>[] = [
    { title: t.why, of: (it) => it.cause.explanation },
    { title: t.status, of: (it) => <span className={listing.row}><Pill tone={TONES[it.status] ?? 'plain'}>{t.states[it.status as keyof typeof t.states] ?? it.status}</Pill>{it.isEdited && <Pill>{t.edited}</Pill>}</span> },
    { title: t.where, of: (it) => [it.queue, it.step].filter(Boolean).join(' · '), isWide: true },
    { title: t.tries, of: (it) => count(it.tries), isFigure: true, isWide: true },
    { title: t.at, of: (it) => dateAndTime(it.parkedAt) },
  ];

  async function replayAll(): Promise<void> {
    setBusy(true);
    const done = await change(ReplayDeadLetters, { input: { filter: { status: 'PARKED' }, errorPolicy: 'REJECT_FAILED_ROWS' } });
    setBusy(false);
    if (orComplain(done)) say(t.replayedMany(done.payload.deadLetters.length, done.payload.failures.length));
    invalidate(['DeadLetter']);
  }

  return (
    <PageFrame title={t.title} tools={<><Button variant="default" leftSection={<IconRoute size={16} aria-hidden />} onClick={() => setTracing(true)}>{trace.title}</Button><Button variant="default" loading={isBusy} onClick={() => void replayAll()}>{t.replayAll}</Button></>}>
      <Tabs
        label={t.status}
        value={status as string | null}
        options={[{ value: null, title: t.all }, ...STATUSES.map((it) => ({ value: it as string | null, title: t.states[it] }))]}
        onChange={setStatus}
      />
      <Listing
        query={DeadLetters}
        variables={{ filter: status ? { status } : null, first: 50 }}
        page={(data) => data.deadLetters}
        columns={columns}
        keyOf={(it) => it.id}
        open={(it) => open(it.id)}
        current={opened ?? undefined}
        empty={<Empty icon={IconMailCheck} title={t.none}>{t.noneHelp}</Empty>}
      />
      <SideDialog isOpen={opened !== null} onClose={() => open(null)} size={640} title={t.title}>
        {opened && <Detail key={opened} id={opened} />}
      </SideDialog>
      <Dialog isOpen={isTracing} onClose={() => setTracing(false)} title={trace.title} size={620}><Trace /></Dialog>
    </PageFrame>
  );
}

function Detail({ id }: { id: string }) {
  const t = useTexts(PARKED);
  const { data, error } = useQuery(DeadLetterDetail, { id });
  if (error && !data) return <Empty title={inWords(error)} />;
  if (!data) return <Bone height={280} />;
  if (!data.deadLetter) return <Empty title={t.none} />;
  return <Letter key={data.deadLetter.body} letter={data.deadLetter} />;
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

function Letter({ letter }: { letter: DeadLetterWholeFragment }) {
  const t = useTexts(PARKED);
  const mayEdit = useMay('SUPERVISION');
  const save = useMutation(EditDeadLetter);
  const [draft, setDraft] = useState<string | null>(null);
  const [isSure, setSure] = useState(false);
  const deadLetterId = letter.id;
  const isParked = letter.status === 'PARKED';
  return (
    <>
      <div className={listing.part}>
        <p><strong>{letter.cause.explanation}</strong></p>
        <div className={listing.row}>
          {letter.status !== 'DISCARDED' && <Button onClick={async () => { if (orComplain(await change(ReplayDeadLetter, { input: { deadLetterId } }))) say(t.replayed); }}>{t.replay}</Button>}
          {isParked && mayEdit && letter.body !== null && draft === null && <Button variant="default" onClick={() => setDraft(letter.body)}>{t.edit}</Button>}
          {isParked && mayEdit && !isSure && <Button variant="subtle" color="red" onClick={() => setSure(true)}>{t.discard}</Button>}
          {isSure && <Button color="red" onClick={async () => { if (orComplain(await change(DiscardDeadLetter, { input: { deadLetterId } }))) say(t.discarded); setSure(false); }}>{t.reallyDiscard}</Button>}
        </div>
        <Facts of={[[t.at, dateAndTime(letter.parkedAt)], [t.queue, letter.queue], [t.route, letter.route], [t.step, letter.step], [t.tries, count(letter.tries)], [t.error, [letter.cause.type, letter.cause.message].filter(Boolean).join(': ')]]} />
      </div>
      <div className={listing.part}>
        <h3>{t.body}</h3>
        {letter.body === null && <span className={listing.soft}>{t.hidden}</span>}
        {letter.body !== null && draft === null && <pre className={css.body} tabIndex={0}>{pretty(letter.body)}</pre>}
        {draft !== null && (
          <form
            className={listing.form}
            onSubmit={async (event) => {
              event.preventDefault();
              const done = await save.run({ input: { deadLetterId, body: draft } });
              if (done.ok) say(t.saved);
              else if (done.wrong.length === 0) orComplain(done);
            }}
          >
            <Textarea className={css.edit} aria-label={t.body} autosize minRows={8} maxRows={24} value={draft} error={save.wrongWith('body')} onChange={(event) => setDraft(event.currentTarget.value)} />
            <div className={listing.row}>
              <Button type="submit" loading={save.isBusy}>{t.save}</Button>
              <Button variant="default" onClick={() => setDraft(null)}>{t.cancel}</Button>
            </div>
          </form>
        )}
      </div>
      {letter.originalBody !== null && letter.isEdited && (
        <div className={listing.part}>
          <h3>{t.original}</h3>
          <pre className={css.body} tabIndex={0}>{pretty(letter.originalBody)}</pre>
        </div>
      )}
      {letter.history.length > 0 && (
        <div className={listing.part}>
          <h3>{t.history}</h3>
          <Facts of={letter.history.map((it) => [dateAndTime(it.occurredAt), `${it.advisor?.name ?? it.actor} ${t.kinds[it.kind as keyof typeof t.kinds] ?? it.kind}`] as const)} />
        </div>
      )}
    </>
  );
}
