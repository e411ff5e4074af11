import { type ReactNode, useEffect } from 'react';
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconArrowRight } from '@tabler/icons-react';
import { Link } from 'react-router';
import { SalesOfToday, Today as TodayFigures } from '@generated';
import { useQuery } from '@/api/queries';
import { FirstStepsCard } from '@/app/FirstSteps';
import { useMay } from '@/app/session';
import { inWords } from '@/app/toasts';
import { APP } from '@/app/texts';
import { Avatar, Bone, Empty, PageFrame, Pill } from '@/kit';
import { Section, Sections } from '@/kit/Section';
import { count, dateAndTime, money, span, useFormats } from '@/texts/format';
import { useTexts } from '@/texts/texts';
import { useWord } from '@/texts/words';
import { soldToday } from './sold';
import { TODAY } from './texts';
import css from './today.module.css';

const ANEW_EVERY_MS = 30_000;
const SALES_READ = 100;

const URGENT: Record<string, 'bad' | 'warn'> = { URGENT: 'bad', HIGH: 'warn' };

/** Reads anew for as long as somebody looks: nothing here is told by itself. */
function useFresh(reload: () => void): void {
  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && reload();
    const timer = setInterval(look, ANEW_EVERY_MS);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [reload]);
}

/** What there is to do now, and how the day is going. */
export default function Today() {
  useFormats();
  const t = useTexts(TODAY);
  const app = useTexts(APP);
  const word = useWord();
  const mayMend = useMay('OPERATIONS');
  const { data, error, reload } = useQuery(TodayFigures, {});
  const sales = useQuery(SalesOfToday, {});
  useFresh(reload);
  useFresh(sales.reload);

  if (error && !data) return <PageFrame title={t.title}><Empty title={inWords(error)} action={<Button onClick={reload}>{app.retry}</Button>} /></PageFrame>;
  const stopped = data?.channels.filter((it) => it.pause) ?? [];
  const sold = sales.data && soldToday(sales.data.sales.nodes, sales.data.serverInfo.shop.timeZone, new Date(), SALES_READ);
  const now = Date.now();
  return (
    <PageFrame title={t.title}>
      <Sections isWide>
        <FirstStepsCard />
        {stopped.map((it) => (
          <p key={it.id} className={css.stopped} role="alert">
            <IconAlertTriangle size={18} aria-hidden />
            <span>{t.paused(it.name, it.pause?.reason ?? '')}{it.health.queueDepth > 0 && ` · ${t.waits(it.health.queueDepth)}`}</span>
            {mayMend && <Link to="/channels">{t.look}</Link>}
          </p>
        ))}
        <div className={css.figures} role="group" aria-label={t.figures}>
          <Figure name={t.open} to="/inbox?status=OPEN" value={data && count(data.open.totalCount)} />
          <Figure name={t.waiting} to="/inbox?view=waiting" value={data && count(data.waiting.totalCount)} isPressing={(data?.waiting.totalCount ?? 0) > 0} />
          <Figure name={t.withIsac} to="/inbox?view=withIsac" value={data && count(data.withIsac.totalCount)} />
          <Figure name={t.answered} to="/inbox?view=all" value={data && count(data.today.answeredByAssistant)} detail={data && (data.today.answeredByAssistant > 0 ? t.alone(data.today.answeredByAssistantAlone) : t.noneAnswered)} title={t.answeredHelp} />
          <Figure name={t.mine} to="/inbox?view=mine&unreadOnly=yes" value={data && count(data.mine.totalCount)} />
          <Figure
            name={t.sales}
            to="/sales"
            value={sold && sales.data && money(sold.hundredths, sales.data.serverInfo.shop.currency)}
            detail={sold && ([sold.paid > 0 && t.paid(`${count(sold.paid)}${sold.isAtLeast ? '+' : ''}`), sold.pending > 0 && t.pending(sold.pending)].filter(Boolean).join(' · ') || t.noSales)}
          />
        </div>
        <div className={css.lists}>
          <Section title={t.waitTitle} tools={data && data.waiting.totalCount > data.waiting.nodes.length && <Link className={css.all} to="/inbox?view=waiting">{t.seeAll(data.waiting.totalCount)}</Link>}>
            {!data && <Bone height={120} />}
            {data?.waiting.nodes.length === 0 && <p className={css.none}>{t.noneWaits}</p>}
            <ul className={css.rows}>
              {data?.waiting.nodes.map((it) => (
                <li key={it.id}>
                  <Link className={css.row} to={`/inbox/${it.id}?view=waiting`}>
                    <Avatar name={it.customer.displayName} size={32} channel={it.account} />
                    <span className={css.words}><strong>{it.customer.displayName}</strong><small>{it.escalation ? word('escalation', it.escalation.reason) : word('control', 'WAITING')}</small></span>
                    {URGENT[it.priority] && <Pill tone={URGENT[it.priority] ?? 'plain'}>{word('priority', it.priority)}</Pill>}
                    <time className={css.when} dateTime={it.escalation?.at ?? it.lastActivityAt}>{t.since(span(now - Date.parse(it.escalation?.at ?? it.lastActivityAt)))}</time>
                  </Link>
                </li>
              ))}
            </ul>
          </Section>
          <Section title={t.dueTitle} tools={<Link className={css.all} to="/follow-ups?status=DUE">{t.seeFollowUps}</Link>}>
            {!data && <Bone height={120} />}
            {data?.followUps.nodes.length === 0 && <p className={css.none}>{t.noneDue}</p>}
            <ul className={css.rows}>
              {data?.followUps.nodes.map((it) => (
                <li key={it.id}>
                  <Link className={css.row} to={`/inbox/${it.conversation.id}`}>
                    <Avatar name={it.conversation.customer.displayName} size={32} channel={it.conversation.account} />
                    <span className={css.words}><strong>{it.conversation.customer.displayName}</strong><small>{it.note || word('followUpType', it.type)}</small></span>
                    <time className={css.when} dateTime={it.dueAt}>{dateAndTime(it.dueAt)}</time>
                  </Link>
                </li>
              ))}
            </ul>
          </Section>
        </div>
      </Sections>
    </PageFrame>
  );
}

function Figure({ name, value, detail, to, title, isPressing }: { name: string; value: string | undefined; detail?: ReactNode; to: string; title?: string; isPressing?: boolean }) {
  return (
    <Link className={css.figure} to={to} title={title} data-pressing={isPressing || undefined}>
      <span className={css.name}>{name}<IconArrowRight size={14} aria-hidden /></span>
      <strong className={css.value}>{value ?? <Bone width={56} height={26} />}</strong>
      {detail && <small>{detail}</small>}
    </Link>
  );
}
