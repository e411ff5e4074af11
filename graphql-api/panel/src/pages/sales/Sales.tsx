import { useState } from 'react';
import { Button, Drawer, TextInput } from '@mantine/core';
import { IconShoppingBagCheck } from '@tabler/icons-react';
import { Link } from 'react-router';
import { CancelSale, DeliverSale, LinkForSale, PaySale, SaleDetail, type SaleWholeFragment, Sales as SalesList, type SalesQuery, SendReceipt } from '@generated';
import { newKey } from '@/api/http';
import { change, useQuery } from '@/api/queries';
import { useOpened } from '@/app/opened';
import { inWords, orComplain, say } from '@/app/toasts';
import { useCondition } from '@/app/typed';
import { Bone, Empty, PageFrame, Pill, webUrl } from '@/kit';
import { type Column, Facts, Listing, Tabs, listing } from '@/kit/Listing';
import { PricedLines } from '@/kit/PricedLines';
import { dateAndTime, useFormats } from '@/texts/format';
import { useTexts } from '@/texts/texts';
import { useWord } from '@/texts/words';
import { SALES, SALE_TONES } from './texts';

type Row = SalesQuery['sales']['nodes'][number];

const STATUSES = ['PENDING', 'PAID_AWAITING_STOCK', 'PAID', 'DELIVERED', 'CANCELLED', 'REFUNDED'] as const;

/** Everything that was sold, the newest first. */
export default function Sales() {
  useFormats();
  const t = useTexts(SALES);
  const word = useWord();
  const [opened, open] = useOpened();
  const [wanted, setStatus] = useCondition('status');
  const status = STATUSES.find((it) => it === wanted) ?? null;

  const columns: readonly Column<Row>[] = [
    { title: t.number, of: (it) => it.number },
    { title: t.customer, of: (it) => it.customer?.displayName ?? t.erased },
    { title: t.status, of: (it) => <Pill tone={SALE_TONES[it.status] ?? 'plain'}>{word('sale', it.status)}</Pill> },
    { title: t.total, of: (it) => it.total.formatted, isFigure: true },
    { title: t.by, of: (it) => it.advisor?.name ?? t.isac, isWide: true },
    { title: t.made, of: (it) => dateAndTime(it.createdAt), isWide: true },
    { title: t.paid, of: (it) => (it.paidAt ? dateAndTime(it.paidAt) : '—'), isWide: true },
  ];
  return (
    <PageFrame title={t.title}>
      <Tabs
        label={t.status}
        value={status as string | null}
        options={[{ value: null, title: t.all }, ...STATUSES.map((it) => ({ value: it as string | null, title: word('sale', it) }))]}
        onChange={setStatus}
      />
      <Listing
        query={SalesList}
        variables={{ filter: status ? { status } : null, first: 50 }}
        page={(data) => data.sales}
        columns={columns}
        keyOf={(it) => it.id}
        open={(it) => open(it.id)}
        current={opened ?? undefined}
        empty={
          <Empty icon={IconShoppingBagCheck} title={status ? t.noneSuch : t.none} action={<Button component={Link} to="/inbox">{t.goInbox}</Button>}>
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
  const { data } = useQuery(SaleDetail, { id });
  if (!data) return <Bone width={140} height={20} />;
  return (
    <span className={listing.row}>
      <strong>{data.sale.number}</strong>
      <Pill tone={SALE_TONES[data.sale.status] ?? 'plain'}>{word('sale', data.sale.status)}</Pill>
    </span>
  );
}

function Detail({ id }: { id: string }) {
  const t = useTexts(SALES);
  const word = useWord();
  const { data, error } = useQuery(SaleDetail, { id });
  if (error && !data) return <Empty title={inWords(error)} />;
  if (!data) return <Bone height={240} />;
  const { sale } = data;
  return (
    <>
      <div className={listing.part}>
        <Acts sale={sale} />
        <Facts
          of={[
            [t.customer, sale.customer ? <Link key="customer" to={`/customers/${sale.customer.id}`}>{sale.customer.displayName}</Link> : t.erased],
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
      {sale.payments.length > 0 && (
        <div className={listing.part}>
          <h3>{t.payments}</h3>
          {sale.payments.map((it) => (
            <span key={it.id} className={listing.row}>
              {it.amount.formatted} · {word('paymentMethod', it.method)}{it.isSimulated && ` (${t.simulated})`} <Pill tone={it.status === 'APPROVED' ? 'good' : 'plain'}>{word('payment', it.status)}</Pill>
              {it.status === 'PENDING' && webUrl(it.link) && <a href={webUrl(it.link) ?? undefined} target="_blank" rel="noopener noreferrer">{t.link}</a>}
            </span>
          ))}
        </div>
      )}
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
          <Button onClick={async () => { if (orComplain(await change(LinkForSale, { input: { saleId, isSent: true, idempotencyKey: newKey() } }))) say(t.linkSent); }}>{t.sendLink}</Button>
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
