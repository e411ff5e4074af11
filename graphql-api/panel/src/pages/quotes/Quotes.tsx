import { Button } from '@mantine/core';
import { IconFileInvoice } from '@tabler/icons-react';
import { Link } from 'react-router';
import { AcceptQuote, QuoteDetail, type QuoteWholeFragment, Quotes as QuotesList, RejectQuote, ReviseQuote, Sell, SendQuote } from '@generated';
import { newKey } from '@/api/http';
import { change } from '@/api/queries';
import { orComplain, say } from '@/app/toasts';
import { Facts, listing } from '@/kit/Listing';
import { Paper } from '@/kit/Paper';
import { PricedLines } from '@/kit/PricedLines';
import { CustomerLink, Payments, Register } from '@/kit/Register';
import { QUOTE_TONES } from '@/kit/tones';
import { dateAndTime, shortDate } from '@/texts/format';
import { useTexts } from '@/texts/texts';
import { useWord } from '@/texts/words';
import { QUOTES } from './texts';

const STATUSES = ['PENDING', 'ACCEPTED', 'REJECTED', 'EXPIRED'] as const;

/** Everything that was quoted, the newest first. */
export default function Quotes() {
  const t = useTexts(QUOTES);
  return (
    <Register
      title={t.title}
      kind="quote"
      statuses={STATUSES}
      tones={QUOTE_TONES}
      query={QuotesList}
      page={(data) => data.quotes}
      by={t.by}
      columns={[{ title: t.until, of: (it) => dateAndTime(it.validUntil), isWide: true }]}
      all={t.all}
      empty={{ icon: IconFileInvoice, title: t.none, help: t.noneHelp, titleOfStatus: t.noneSuch }}
      detail={QuoteDetail}
      whole={(data) => data.quote}
    >
      {({ quote }) => <Detail quote={quote} />}
    </Register>
  );
}

function Detail({ quote }: { quote: QuoteWholeFragment }) {
  const t = useTexts(QUOTES);
  const word = useWord();
  return (
    <>
      <div className={listing.part}>
        <Acts quote={quote} />
        <Facts
          of={[
            [t.customer, <CustomerLink key="customer" customer={quote.customer} />],
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
      <Payments of={quote.payments} />
      {quote.earlierVersions.length > 0 && (
        <div className={listing.part}>
          <h3>{t.earlier}</h3>
          <Facts of={quote.earlierVersions.map((it) => [`${t.version} ${it.version}`, `${it.total.formatted} · ${shortDate(it.at)}`] as const)} />
        </div>
      )}
      <div className={listing.part}><Paper key={quote.version} file={quote.paper} /></div>
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
            const done = await change(Sell, { input: { quoteId, idempotencyKey: `sell-${quoteId}-${quote.version}` } });
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
