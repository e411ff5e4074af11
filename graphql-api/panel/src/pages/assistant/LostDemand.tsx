import { Button } from '@mantine/core';
import { IconDownload, IconMoodCheck } from '@tabler/icons-react';
import { Link } from 'react-router';
import { LostDemand as LostDemandPages, type LostDemandQuery } from '@generated';
import { useQuery } from '@/api/queries';
import { useMay } from '@/app/session';
import { Empty, Pill } from '@/kit';
import { type Column, Listing } from '@/kit/Listing';
import { Section, Sections } from '@/kit/Section';
import { count, dateAndTime } from '@/texts/format';
import { useTexts } from '@/texts/texts';
import { type Missed, mostAsked, nameOf } from './lost';
import { ASSISTANT } from './texts';
import css from './assistant.module.css';

const FIRST = 100;
const MOST = 8;

type Row = LostDemandQuery['lostDemand']['nodes'][number];

/** What customers asked for while there was none. */
export function LostDemand() {
  const t = useTexts(ASSISTANT);
  const mayRead = useMay('CONVERSATIONS');
  const { data } = useQuery(LostDemandPages, { first: FIRST, after: null });
  const latest = data?.lostDemand.nodes ?? [];
  const state = (stock: number) => <Pill tone={stock > 0 ? 'good' : 'plain'}>{stock > 0 ? t.backNow : t.stillNone}</Pill>;
  const columns: readonly Column<Row>[] = [
    { title: t.product, of: (it) => (it.product ? <Link to={`/catalogue/${encodeURIComponent(it.product.id)}`}>{nameOf(it)}</Link> : nameOf(it)) },
    { title: t.quantity, of: (it) => count(it.quantity), isFigure: true },
    { title: t.now, of: (it) => it.product && state(it.product.stock), isWide: true },
    { title: t.asked, of: (it) => dateAndTime(it.at) },
    ...(mayRead ? [{ title: t.chat, of: (it: Row) => <Link to={`/inbox/${it.conversationId}`}>{t.seeChat}</Link>, isWide: true }] : []),
  ];
  return (
    <Sections isWide>
      {latest.length > 0 && (
        <Section
          title={t.most}
          help={t.mostHelp(latest.length)}
          tools={<Button component="a" variant="default" href="/exports/lostDemand.csv?bom=true" download leftSection={<IconDownload size={16} aria-hidden />}>{t.csv}</Button>}
        >
          <Bars of={mostAsked(latest, MOST)} />
        </Section>
      )}
      <Listing
        query={LostDemandPages}
        variables={{ first: FIRST }}
        page={(it) => it.lostDemand}
        columns={columns}
        keyOf={(it) => `${it.at} ${it.conversationId} ${nameOf(it)}`}
        empty={<Empty icon={IconMoodCheck} title={t.noLost}>{t.noLostHelp}</Empty>}
      />
    </Sections>
  );
}

function Bars({ of }: { of: readonly Missed[] }) {
  const t = useTexts(ASSISTANT);
  const most = Math.max(...of.map((it) => it.times));
  return (
    <ol className={css.bars}>
      {of.map((it) => (
        <li key={it.name}>
          <span className={css.barName}>{it.name}{it.isBack && <> <Pill tone="good">{t.backNow}</Pill></>}</span>
          <span className={css.bar} aria-hidden><i style={{ width: `${(it.times / most) * 100}%` }} /></span>
          <span className={css.barCount}>{t.times(it.times)}</span>
        </li>
      ))}
    </ol>
  );
}
