import { IconThumbDown, IconThumbUp, IconWand } from '@tabler/icons-react';
import { Feedback, type FeedbackQuery } from '@generated';
import { Empty, Pill } from '@/kit';
import { type Column, Listing, listing } from '@/kit/Listing';
import { dateAndTime } from '@/texts/format';
import { useTexts } from '@/texts/texts';
import { useWord } from '@/texts/words';
import { ASSISTANT } from './texts';
import css from './assistant.module.css';

type Row = FeedbackQuery['aiFeedback']['nodes'][number];

/** What people told the assistant. */
export function Corrections() {
  const t = useTexts(ASSISTANT);
  const word = useWord();
  const intents = (of: readonly string[]) => of.map((it) => word('intent', it)).join(', ');
  const columns: readonly Column<Row>[] = [
    { title: t.text, of: (it) => <span className={css.said}>{it.text}{it.correction !== null && <small>{t.sentInstead(it.correction)}</small>}{it.note && <small>{it.note}</small>}</span> },
    { title: t.kind, of: (it) => <Pill>{t.kinds[it.kind as keyof typeof t.kinds] ?? it.kind}</Pill>, isWide: true },
    { title: t.said, of: (it) => <span className={listing.soft}>{intents(it.said) || '—'}</span>, isWide: true },
    {
      title: t.is,
      of: (it) =>
        it.kind === 'RATING' ? (
          <span className={listing.row}>{it.helpful ? <IconThumbUp size={16} aria-hidden /> : <IconThumbDown size={16} aria-hidden />}{it.helpful ? t.good : t.bad}</span>
        ) : (
          intents(it.intents) || '—'
        ),
    },
    { title: t.by, of: (it) => it.by, isWide: true },
    { title: t.at, of: (it) => dateAndTime(it.at) },
  ];
  return (
    <Listing
      query={Feedback}
      variables={{ first: 50 }}
      page={(data) => data.aiFeedback}
      columns={columns}
      keyOf={(it) => it.id}
      empty={<Empty icon={IconWand} title={t.noFeedback}>{t.noFeedbackHelp}</Empty>}
    />
  );
}
