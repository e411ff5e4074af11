import { useState } from 'react';
import { Button, TextInput } from '@mantine/core';
import { IconShoppingBagCheck } from '@tabler/icons-react';
import { Link } from 'react-router';
import { AskForPayment, CancelSale, DeliverSale, PaySale, SaleDetail, type SaleWholeFragment, Sales as SalesList, SendReceipt } from '@generated';
import { newKey } from '@/api/http';
import { change } from '@/api/queries';
import { orComplain, say } from '@/app/toasts';
import { Facts, listing } from '@/kit/Listing';
import { Paper } from '@/kit/Paper';
import { PricedLines } from '@/kit/PricedLines';
import { CustomerLink, Payments, Register } from '@/kit/Register';
import { SALE_TONES } from '@/kit/tones';
import { dateAndTime } from '@/texts/format';
import { useTexts } from '@/texts/texts';
import { useWord } from '@/texts/words';
import { SALES } from './texts';

const STATUSES = ['PENDING', 'PAID_AWAITING_STOCK', 'PAID', 'DELIVERED', 'CANCELLED', 'REFUNDED'] as const;

/** Everything that was sold, the newest first. */
export default function Sales() {
  const t = useTexts(SALES);
  return (
    <Register
      title={t.title}
      kind="sale"
      statuses={STATUSES}
      tones={SALE_TONES}
      query={SalesList}
      page={(data) => data.sales}
      by={t.by}
      columns={[{ title: t.paid, of: (it) => (it.paidAt ? dateAndTime(it.paidAt) : '—'), isWide: true }]}
      all={t.all}
      empty={{ icon: IconShoppingBagCheck, title: t.none, help: t.noneHelp, titleOfStatus: t.noneSuch }}
      detail={SaleDetail}
      whole={(data) => data.sale}
    >
      {({ sale }) => <Detail sale={sale} />}
    </Register>
  );
}

function Detail({ sale }: { sale: SaleWholeFragment }) {
  const t = useTexts(SALES);
  const word = useWord();
  return (
    <>
      <div className={listing.part}>
        <Acts sale={sale} />
        <Facts
          of={[
            [t.customer, <CustomerLink key="customer" customer={sale.customer} />],
            [t.by, sale.advisor?.name ?? t.isac],
            [t.list, word('segment', sale.priceList)],
            [t.quote, sale.quote && <Link key="quote" to={`/quotes/${sale.quote.id}`}>{sale.quote.number}</Link>],
            [t.made, dateAndTime(sale.createdAt)],
            [t.paid, sale.paidAt && dateAndTime(sale.paidAt)],
            [t.reason, sale.cancelReason],
          ]}
        />
      </div>
      <div className={listing.part}><PricedLines of={sale} /></div>
      <Payments of={sale.payments} />
      {sale.paper && <div className={listing.part}><Paper file={sale.paper} /></div>}
    </>
  );
}

function Acts({ sale }: { sale: SaleWholeFragment }) {
  const t = useTexts(SALES);
  const [isCancelling, setCancelling] = useState(false);
  const [why, setWhy] = useState('');
  const saleId = sale.id;
  const pay = async (method: 'CASH' | 'TRANSFER') => {
    // The same press twice is one payment: the key names the sale and what it was paid with.
    const done = await change(PaySale, { input: { saleId, method, amount: sale.total.amount, idempotencyKey: `pay-${saleId}-${method}` } });
    if (orComplain(done)) say(t.recorded);
  };
  if (isCancelling) {
    return (
      <form
        className={listing.form}
        onSubmit={async (event) => {
          event.preventDefault();
          if (orComplain(await change(CancelSale, { input: { saleId, reason: why.trim() || null } }))) {
            setCancelling(false);
            say(t.cancelled);
          }
        }}
      >
        <TextInput label={t.why} description={t.cancelHelp} value={why} maxLength={500} onChange={(event) => setWhy(event.currentTarget.value)} autoFocus />
        <div className={listing.row}>
          <Button type="submit" color="red">{t.cancel}</Button>
          <Button variant="default" onClick={() => setCancelling(false)}>{t.keep}</Button>
        </div>
      </form>
    );
  }
  return (
    <div className={listing.row}>
      {sale.conversation && <Button component={Link} to={`/inbox/${sale.conversation.id}`} variant="default">{t.chat}</Button>}
      {sale.status === 'PENDING' && (
        <>
          <Button onClick={async () => { if (orComplain(await change(AskForPayment, { input: { saleId, isSent: true, idempotencyKey: newKey() } }))) say(t.linkSent); }}>{t.sendLink}</Button>
          <Button variant="default" onClick={() => void pay('CASH')}>{t.cash}</Button>
          <Button variant="default" onClick={() => void pay('TRANSFER')}>{t.transfer}</Button>
        </>
      )}
      {sale.status === 'PAID' && <Button onClick={async () => { if (orComplain(await change(DeliverSale, { input: { saleId } }))) say(t.delivered); }}>{t.deliver}</Button>}
      {sale.receipt && <Button variant="default" onClick={async () => { if (orComplain(await change(SendReceipt, { input: { saleId, idempotencyKey: newKey() } }))) say(t.receiptSent); }}>{t.receipt}</Button>}
      {['PENDING', 'PAID_AWAITING_STOCK', 'PAID', 'DELIVERED'].includes(sale.status) && <Button variant="subtle" color="red" onClick={() => setCancelling(true)}>{t.cancel}</Button>}
    </div>
  );
}
