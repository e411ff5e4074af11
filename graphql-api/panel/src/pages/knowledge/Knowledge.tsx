import { useState } from 'react';
import { ActionIcon, Button, NumberInput, Select, Switch, TagsInput, TextInput, Textarea } from '@mantine/core';
import { IconBook2, IconMessageBolt, IconPlus, IconSearch, IconX } from '@tabler/icons-react';
import { type ArticleWholeFragment, Articles, CannedReplies, type CannedWholeFragment, DeleteArticle, SaveArticle, SaveCannedReply, type StepWholeFragment } from '@generated';
import { change, invalidate, useMutation, useQuery } from '@/api/queries';
import { useMay } from '@/app/session';
import { inWords, orComplain, say } from '@/app/toasts';
import { useCondition, useTypedSearch } from '@/app/typed';
import { Bone, Empty, PageFrame, Pill } from '@/kit';
import { SideDialog } from '@/kit/Dialog';
import { type Column, Listing, Tabs, listing } from '@/kit/Listing';
import { dateAndTime, shortDate, useFormats } from '@/texts/format';
import { useTexts } from '@/texts/texts';
import { DAYS, type Day, weekInWords, weekday } from '@/texts/week';
import { useWord } from '@/texts/words';
import { type SpecialDay, SpecialDays } from './SpecialDays';
import { Steps } from './Steps';
import { STEPS } from './stepTexts';
import { KNOWLEDGE } from './texts';

const TOPICS = ['HOURS', 'ADDRESS', 'SHIPPING', 'PAYMENT', 'WARRANTY', 'RETURNS', 'INVOICES', 'OTHER'] as const;
const HOLIDAYS = ['NOT_SAID', 'AS_USUAL', 'CLOSED'] as const;

type Topic = (typeof TOPICS)[number];

/** The texts that ISAC and advisors answer with. */
export default function Knowledge() {
  useFormats();
  const t = useTexts(KNOWLEDGE);
  const steps = useTexts(STEPS);
  const mayEdit = useMay('SUPERVISION');
  const [part, setPart] = useCondition('part');
  const [search, typed, setTyped] = useTypedSearch();
  const [article, setArticle] = useState<ArticleWholeFragment | 'NEW' | null>(null);
  const [canned, setCanned] = useState<CannedWholeFragment | 'NEW' | null>(null);
  const [step, setStep] = useState<StepWholeFragment | 'NEW' | null>(null);
  const isCanned = part === 'canned';
  const isSteps = part === 'steps';
  return (
    <PageFrame
      title={t.title}
      tools={
        <>
          <TextInput type="search" aria-label={t.search} placeholder={t.search} leftSection={<IconSearch size={16} aria-hidden />} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} style={{ flex: '0 1 300px' }} />
          {mayEdit && isSteps && <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setStep('NEW')}>{steps.newOne}</Button>}
          {mayEdit && !isSteps && (isCanned
            ? <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setCanned('NEW')}>{t.newCanned}</Button>
            : <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setArticle('NEW')}>{t.newArticle}</Button>)}
        </>
      }
    >
      <Tabs label={t.title} value={part} onChange={setPart} options={[{ value: null, title: t.articles }, { value: 'canned', title: t.canned }, { value: 'steps', title: t.steps }]} />
      {isSteps ? <Steps search={search} mayEdit={mayEdit} edited={step} setEdited={setStep} /> : isCanned ? <CannedList search={search} onOpen={setCanned} /> : <ArticleList search={search} onOpen={setArticle} />}
      <SideDialog isOpen={article !== null} onClose={() => setArticle(null)} size={560} title={article === 'NEW' ? t.newArticle : t.articles}>
        {article && <EditArticle key={article === 'NEW' ? '' : article.id} article={article === 'NEW' ? null : article} mayEdit={mayEdit} onDone={() => setArticle(null)} />}
      </SideDialog>
      <SideDialog isOpen={canned !== null} onClose={() => setCanned(null)} size={480} title={canned === 'NEW' ? t.newCanned : t.canned}>
        {canned && <EditCanned key={canned === 'NEW' ? '' : canned.id} reply={canned === 'NEW' ? null : canned} mayEdit={mayEdit} onDone={() => setCanned(null)} />}
      </SideDialog>
    </PageFrame>
  );
}

function ArticleList({ search, onOpen }: { search: string; onOpen: (article: ArticleWholeFragment) => void }) {
  const t = useTexts(KNOWLEDGE);
  const word = useWord();
  const columns: readonly Column<ArticleWholeFragment>[] = [
    { title: t.name, of: (it) => it.title },
    { title: t.topic, of: (it) => <Pill>{word('topic', it.topic)}</Pill> },
    { title: t.answer, of: (it) => <span className={listing.soft}>{[it.openingHours && weekInWords(it.openingHours.week), it.text].filter(Boolean).join('. ')}</span>, isWide: true },
    { title: t.changed, of: (it) => (it.isActive ? shortDate(it.updatedAt) : <Pill tone="warn">{t.off}</Pill>) },
  ];
  return (
    <Listing
      query={Articles}
      variables={{ search: search || null, topic: null, first: 50 }}
      page={(data) => data.knowledgeArticles}
      columns={columns}
      keyOf={(it) => it.id}
      open={onOpen}
      empty={search ? <Empty icon={IconBook2} title={t.noneSuch} /> : <Empty icon={IconBook2} title={t.none}>{t.noneHelp}</Empty>}
    />
  );
}

function CannedList({ search, onOpen }: { search: string; onOpen: (reply: CannedWholeFragment) => void }) {
  const t = useTexts(KNOWLEDGE);
  const { data, error } = useQuery(CannedReplies, { search: search || null });
  if (error && !data) return <Empty title={inWords(error)} />;
  if (!data) return <Bone height={200} />;
  if (data.cannedReplies.length === 0) return <Empty icon={IconMessageBolt} title={search ? t.noneSuch : t.noCanned}>{search ? null : t.noCannedHelp}</Empty>;
  return (
    <div className={listing.scroll}>
      <table className={listing.table}>
        <thead><tr><th scope="col">{t.shortcut}</th><th scope="col">{t.name}</th><th scope="col" className={listing.wide}>{t.text}</th></tr></thead>
        <tbody>
          {data.cannedReplies.map((it) => (
            <tr key={it.id} data-opens="" onClick={() => onOpen(it)}>
              <td><button type="button" className={listing.opener} onClick={(event) => { event.stopPropagation(); onOpen(it); }}>/{it.shortcut}</button></td>
              <td>{it.title}{!it.isActive && <> <Pill tone="warn">{t.off}</Pill></>}</td>
              <td className={`${listing.wide} ${listing.soft}`}>{it.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface Opening {
  day: Day;
  opens: string;
  closes: string;
}

function EditArticle({ article, mayEdit, onDone }: { article: ArticleWholeFragment | null; mayEdit: boolean; onDone: () => void }) {
  const t = useTexts(KNOWLEDGE);
  const word = useWord();
  const save = useMutation(SaveArticle);
  const [it, setIt] = useState({
    topic: (article?.topic ?? 'OTHER') as string,
    title: article?.title ?? '',
    questions: [...(article?.questions ?? [])],
    text: article?.text ?? '',
    link: article?.link ?? '',
    isActive: article?.isActive ?? true,
    openings: (article?.openingHours?.week ?? []).map(({ day, hours }) => ({ day: day as Opening['day'], ...hours })) as Opening[],
    onPublicHolidays: (article?.openingHours?.onPublicHolidays ?? 'NOT_SAID') as string,
    specialDays: (article?.openingHours?.specialDays ?? []).map(({ name, from, to, isYearly, openings }): SpecialDay => ({ name, from, to, isYearly, openings: openings.map(({ opens, closes }) => ({ opens, closes })) })),
    place: article?.place ? { latitude: article.place.latitude as number | string, longitude: article.place.longitude as number | string, name: article.place.name, address: article.place.address } : null,
  });
  const set = (changed: Partial<typeof it>) => setIt({ ...it, ...changed });
  const hasHours = it.topic === 'HOURS';
  const hasPlace = it.topic === 'ADDRESS';
  const place = it.place ?? { latitude: '', longitude: '', name: '', address: '' };
  return (
    <form
      className={listing.form}
      onSubmit={async (event) => {
        event.preventDefault();
        const done = await save.run({
          input: {
            id: article?.id,
            version: article?.version,
            topic: it.topic as Topic,
            title: it.title,
            questions: it.questions,
            text: it.text,
            link: it.link || null,
            isActive: it.isActive,
            openingHours: hasHours
              ? {
                  week: it.openings.map(({ day, opens, closes }) => ({ day, hours: { opens, closes } })),
                  onPublicHolidays: it.onPublicHolidays as (typeof HOLIDAYS)[number],
                  specialDays: it.specialDays.map(({ to, openings, ...day }) => ({ ...day, to: to || day.from, openings: [...openings] })),
                }
              : null,
            place: hasPlace && it.place ? { ...it.place, latitude: Number(place.latitude), longitude: Number(place.longitude) } : null,
          },
        });
        if (done.ok) {
          invalidate(['Article']);
          say(t.saved);
          onDone();
        } else {
          orComplain(done);
        }
      }}
    >
      {!mayEdit && <p className={listing.soft}>{t.readOnly}</p>}
      {article?.openingHours && (
        <span className={listing.row}>
          <Pill tone={article.openingHours.isOpenNow ? 'good' : 'plain'}>{article.openingHours.isOpenNow ? t.openNow : t.closedNow}</Pill>
          {!article.openingHours.isOpenNow && article.openingHours.nextOpeningAt && `${t.nextOpening}: ${dateAndTime(article.openingHours.nextOpeningAt)}`}
        </span>
      )}
      <div className={listing.pair}>
        <TextInput label={t.name} value={it.title} readOnly={!mayEdit} error={save.wrongWith('title')} onChange={(event) => set({ title: event.currentTarget.value })} />
        <Select label={t.topic} value={it.topic} readOnly={!mayEdit} allowDeselect={false} data={TOPICS.map((topic) => ({ value: topic, label: word('topic', topic) }))} error={save.wrongWith('topic')} onChange={(topic) => topic && set({ topic })} />
      </div>
      <Textarea label={t.text} autosize minRows={3} maxRows={12} value={it.text} readOnly={!mayEdit} error={save.wrongWith('text')} onChange={(event) => set({ text: event.currentTarget.value })} />
      <TagsInput label={t.questions} description={t.questionsHelp} value={it.questions} readOnly={!mayEdit} error={save.wrongWith('questions')} onChange={(questions) => set({ questions })} />
      <TextInput label={t.link} value={it.link} readOnly={!mayEdit} error={save.wrongWith('link')} onChange={(event) => set({ link: event.currentTarget.value })} />
      {hasHours && (
        <>
          <h3>{t.hours}</h3>
          {it.openings.map((opening, index) => {
            const alter = (changed: Partial<Opening>) => set({ openings: it.openings.map((each, at) => (at === index ? { ...each, ...changed } : each)) });
            return (
              <div key={index} className={listing.row}>
                <Select aria-label={t.day} value={opening.day} allowDeselect={false} data={DAYS.map((day) => ({ value: day, label: weekday(day) }))} onChange={(day) => day && alter({ day: day as Opening['day'] })} style={{ width: 150 }} />
                <TextInput aria-label={t.opens} type="time" value={opening.opens} onChange={(event) => alter({ opens: event.currentTarget.value })} />
                <TextInput aria-label={t.closes} type="time" value={opening.closes} onChange={(event) => alter({ closes: event.currentTarget.value })} />
                {mayEdit && <ActionIcon aria-label={t.drop} onClick={() => set({ openings: it.openings.filter((_, at) => at !== index) })}><IconX size={16} aria-hidden /></ActionIcon>}
              </div>
            );
          })}
          {mayEdit && <div className={listing.row}><Button variant="subtle" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => set({ openings: [...it.openings, { day: 'MONDAY', opens: '09:00', closes: '18:00' }] })}>{t.addHours}</Button></div>}
          <Select label={t.holidays} value={it.onPublicHolidays} allowDeselect={false} readOnly={!mayEdit} data={HOLIDAYS.map((value) => ({ value, label: t.holiday[value] }))} onChange={(onPublicHolidays) => onPublicHolidays && set({ onPublicHolidays })} />
          <SpecialDays of={it.specialDays} mayEdit={mayEdit} onChange={(specialDays) => set({ specialDays })} />
        </>
      )}
      {hasPlace && (
        <>
          <h3>{t.place}</h3>
          <div className={listing.pair}>
            <TextInput label={t.placeName} value={place.name} readOnly={!mayEdit} onChange={(event) => set({ place: { ...place, name: event.currentTarget.value } })} />
            <TextInput label={t.address} value={place.address} readOnly={!mayEdit} onChange={(event) => set({ place: { ...place, address: event.currentTarget.value } })} />
            <NumberInput label={t.latitude} value={place.latitude} min={-90} max={90} readOnly={!mayEdit} onChange={(latitude) => set({ place: { ...place, latitude } })} />
            <NumberInput label={t.longitude} value={place.longitude} min={-180} max={180} readOnly={!mayEdit} onChange={(longitude) => set({ place: { ...place, longitude } })} />
          </div>
        </>
      )}
      {mayEdit && (
        <>
          <Switch label={t.isActive} checked={it.isActive} onChange={(event) => set({ isActive: event.currentTarget.checked })} />
          <div className={listing.row}>
            <Button type="submit" loading={save.isBusy}>{t.save}</Button>
            {article && (
              <Button
                variant="subtle"
                color="red"
                onClick={async () => {
                  if (orComplain(await change(DeleteArticle, { input: { id: article.id } }))) {
                    invalidate(['Article']);
                    say(t.removed);
                    onDone();
                  }
                }}
              >
                {t.remove}
              </Button>
            )}
          </div>
        </>
      )}
    </form>
  );
}

function EditCanned({ reply, mayEdit, onDone }: { reply: CannedWholeFragment | null; mayEdit: boolean; onDone: () => void }) {
  const t = useTexts(KNOWLEDGE);
  const save = useMutation(SaveCannedReply);
  const [shortcut, setShortcut] = useState(reply?.shortcut ?? '');
  const [title, setTitle] = useState(reply?.title ?? '');
  const [text, setText] = useState(reply?.text ?? '');
  const [isActive, setActive] = useState(reply?.isActive ?? true);
  return (
    <form
      className={listing.form}
      onSubmit={async (event) => {
        event.preventDefault();
        const done = await save.run({ input: { id: reply?.id, version: reply?.version, shortcut, title: title || null, text, isActive } });
        if (done.ok) {
          invalidate(['CannedReply']);
          say(t.saved);
          onDone();
        } else if (done.wrong.length === 0) {
          orComplain(done);
        }
      }}
    >
      {!mayEdit && <p className={listing.soft}>{t.readOnly}</p>}
      <TextInput label={t.shortcut} value={shortcut} readOnly={!mayEdit} error={save.wrongWith('shortcut')} onChange={(event) => setShortcut(event.currentTarget.value)} />
      <TextInput label={t.name} value={title} readOnly={!mayEdit} error={save.wrongWith('title')} onChange={(event) => setTitle(event.currentTarget.value)} />
      <Textarea label={t.text} autosize minRows={3} maxRows={12} value={text} readOnly={!mayEdit} error={save.wrongWith('text')} onChange={(event) => setText(event.currentTarget.value)} />
      {mayEdit && (
        <>
          <Switch label={t.isActive} checked={isActive} onChange={(event) => setActive(event.currentTarget.checked)} />
          <div className={listing.row}><Button type="submit" loading={save.isBusy}>{t.save}</Button></div>
        </>
      )}
    </form>
  );
}
