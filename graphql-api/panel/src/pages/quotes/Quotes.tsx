import { Button, Drawer } from '@mantine/core';
import { IconFileInvoice } from '@tabler/icons-react';
import { Link } from 'react-router';
import { AcceptQuote, QuoteDetail, Quotes as QuotesList, RejectQuote, ReviseQuote, SellQuote, SendQuote, type QuoteWholeFragment, type QuotesQuery } from '@generated';
import { newKey } from '@/api/http';
import { change, useQuery } from '@/api/queries';
import { useOpened } from '@/app/opened';
import { inWords, orComplain, say } from '@/app/toasts';
import { useCondition } from '@/app/typed';
import { Bone, Empty, PageFrame, Pill, webUrl } from '@/kit';
import { type Column, Facts, Listing, Tabs, listing } from '@/kit/Listing';
import { PricedLines } from '@/kit/PricedLines';
import { dateAndTime, shortDate, useFormats } from '@/texts/format';
import { useTexts } from '@/texts/texts';
import { useWord } from '@/texts/words';
import { QUOTES, QUOTE_TONES } from './texts';

type Row = QuotesQuery['quotes']['nodes'][number];

const STATUSES = ['PENDING', 'ACCEPTED', 'REJECTED', 'EXPIRED'] as const;

/** Everything that was quoted, the newest first. */
export default function Quotes() {
  useFormats();
  const t = useTexts(QUOTES);
  const word = useWord();
  const [opened, open] = useOpened();
  const [wanted, setStatus] = useCondition('status');
  const status = STATUSES.find((it) => it === wanted) ?? null;

  const columns: readonly Column<Row>[] = [
    { title: t.number, of: (it) => it.number },
    { title: t.customer, of: (it) => it.customer?.displayName ?? t.erased },
    { title: t.status, of: (it) => <Pill tone={QUOTE_TONES[it.status] ?? 'plain'}>{word('quote', it.status)}</Pill> },
    { title: t.total, of: (it) => it.total.formatted, isFigure: true },
    { title: t.by, of: (it) => it.advisor?.name ?? t.isac, isWide: true },
    { title: t.made, of: (it) => dateAndTime(it.createdAt), isWide: true },
    { title: t.until, of: (it) => dateAndTime(it.validUntil), isWide: true },
  ];
  return (
    <PageFrame title={t.title}>
      <Tabs
        label={t.status}
        value={status as string | null}
        options={[{ value: null, title: t.all }, ...STATUSES.map((it) => ({ value: it as string | null, title: word('quote', it) }))]}
        onChange={setStatus}
      />
      <Listing
        query={QuotesList}
        variables={{ filter: status ? { status } : null, first: 50 }}
        page={(data) => data.quotes}
        columns={columns}
        keyOf={(it) => it.id}
        open={(it) => open(it.id)}
        current={opened ?? undefined}
        empty={
          <Empty icon={IconFileInvoice} title={status ? t.noneSuch : t.none} action={<Button component={Link} to="/inbox">{t.goInbox}</Button>}>
            {status ? null : t.noneHelp}
          </Empty>
        }
      />
      <Drawer opened={opened !== null} onClose={() => open(null)} position="right" size={560} title={opened && <DrawerTitle id={opened} />}>
        {opened && <Detail id={opened} />}
      </Drawer>
    </PageFrame>
  );
}

function DrawerTitle({ id }: { id: string }) {
  const word = useWord();
  const { data } = useQuery(QuoteDetail, { id });
  if (!data) return <Bone width={140} height={20} />;
  return (
    <span className={listing.row}>
      <strong>{data.quote.number}</strong>
      <Pill tone={QUOTE_TONES[data.quote.status] ?? 'plain'}>{word('quote', data.quote.status)}</Pill>
    </span>
  );
}

function Detail({ id }: { id: string }) {
  const t = useTexts(QUOTES);
  const word = useWord();
  const { data, error } = useQuery(QuoteDetail, { id });
  if (error && !data) return <Empty title={inWords(error)} />;
  if (!data) return <Bone height={240} />;
  const { quote } = data;
  return (
    <>
      <div className={listing.part}>
        <Acts quote={quote} />
        <Facts
          of={[
            [t.customer, quote.customer ? <Link key="customer" to={`/customers/${quote.customer.id}`}>{quote.customer.displayName}</Link> : t.erased],
            [t.by, quote.advisor?.name ?? t.isac],
            [t.list, word('segment', quote.priceList)],
            [t.made, dateAndTime(quote.createdAt)],
            [t.until, dateAndTime(quote.validUntil)],
            [t.version, quote.version > 1 ? quote.version : null],
            [t.decided, quote.decidedAt && `${dateAndTime(quote.decidedAt)} ${t.decider[quote.decidedBy as keyof typeof t.decider] ?? ''}`],
            [t.sale, quote.sale && <Link key="sale" to={`/sales/${quote.sale.id}`}>{quote.sale.number}</Link>],
          ]}
        />
      </div>
      <div className={listing.part}><PricedLines of={quote} /></div>
      {quote.payments.length > 0 && (
        <div className={listing.part}>
          <h3>{t.payments}</h3>
          {quote.payments.map((it) => (
            <span key={it.id} className={listing.row}>
              {it.amount.formatted} <Pill>{word('payment', it.status)}</Pill>
              {it.status === 'PENDING' && webUrl(it.link) && <a href={webUrl(it.link) ?? undefined} target="_blank" rel="noopener noreferrer">{t.link}</a>}
            </span>
          ))}
        </div>
      )}
      {quote.earlierVersions.length > 0 && (
        <div className={listing.part}>
          <h3>{t.earlier}</h3>
          <Facts of={quote.earlierVersions.map((it) => [`${t.version} ${it.version}`, `${it.total.formatted} · ${shortDate(it.at)}`] as const)} />
        </div>
      )}
    </>
  );
}

function Acts({ quote }: { quote: QuoteWholeFragment }) {
  const t = useTexts(QUOTES);
  const quoteId = quote.id;
  const isOpen = quote.status === 'PENDING';
  const mayRenew = quote.status !== 'ACCEPTED';
  return (
    <div className={listing.row}>
      {quote.conversation && <Button component={Link} to={`/inbox/${quote.conversation.id}`} variant="default">{t.chat}</Button>}
      {isOpen && <Button onClick={async () => { if (orComplain(await change(SendQuote, { input: { quoteId, idempotencyKey: newKey() } }))) say(t.sent); }}>{t.send}</Button>}
      {isOpen && <Button variant="default" onClick={async () => { if (orComplain(await change(AcceptQuote, { input: { quoteId } }))) say(t.accepted); }}>{t.accept}</Button>}
      {isOpen && <Button variant="default" onClick={async () => { if (orComplain(await change(RejectQuote, { input: { quoteId } }))) say(t.rejected); }}>{t.reject}</Button>}
      {!quote.sale && quote.status !== 'REJECTED' && quote.status !== 'EXPIRED' && (
        <Button
          variant={isOpen ? 'default' : 'filled'}
          onClick={async () => {
            const done = await change(SellQuote, { input: { quoteId, idempotencyKey: `sell-${quoteId}-${quote.version}` } });
            if (orComplain(done)) say(t.sold(done.payload.sale?.number ?? ''));
          }}
        >
          {t.sell}
        </Button>
      )}
      {mayRenew && !quote.sale && (
        <Button variant="default" onClick={async () => { if (orComplain(await change(ReviseQuote, { input: { quoteId, version: quote.version } }))) say(t.revised); }}>{t.revise}</Button>
      )}
    </div>
  );
}
