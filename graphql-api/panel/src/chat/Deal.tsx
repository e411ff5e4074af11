import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { ActionIcon, Button, NumberInput, Select, TextInput, Textarea } from '@mantine/core';
import { IconEye, IconX } from '@tabler/icons-react';
import { AskForPayment, SellableProducts, type SellableProductsQuery, DealsOf, MakeQuote, Sell, SendQuote, PlanFollowUp } from '@generated';
import { newKey } from '@/api/http';
import { change, useMutation, useQuery } from '@/api/queries';
import { orComplain, say } from '@/app/toasts';
import type { Conversation } from '@/conversations/conversations';
import { Bone, Pill } from '@/kit';
import { PagesOf } from '@/kit/Paper';
import { usePaused } from '@/kit/usePaused';
import { localeNow } from '@/texts/language';
import { useTexts } from '@/texts/texts';
import { useWord } from '@/texts/words';
import { inWords, sums } from './deal';
import { DEAL, type DealKind } from './dealTexts';
import css from './Deal.module.css';

type Product = SellableProductsQuery['products']['nodes'][number];

interface Chosen {
  product: Product;
  quantity: number;
  percent: number;
}

const MOST = 10_000;
const PREVIEW_PAUSE_MS = 500;
const DAY_MS = 86_400_000;
const FOLLOW_UP_TYPES = ['FOLLOW_UP', 'REMINDER', 'POST_SALE'] as const;

/** Quoting, selling, collecting and planning without leaving the chat. What is confirmed twice happens once. */
export function Deal({ kind, conversation, onClose }: { kind: DealKind; conversation: Conversation; onClose: () => void }) {
  switch (kind) {
    case 'QUOTE':
    case 'SALE':
      return <Lines kind={kind} conversation={conversation} onClose={onClose} />;
    case 'PAYMENT':
      return <Payment conversation={conversation} onClose={onClose} />;
    case 'FOLLOW_UP':
      return <FollowUp conversation={conversation} onClose={onClose} />;
  }
}

function Frame({ title, children, onClose, note }: { title: string; children: ReactNode; onClose: () => void; note?: string }) {
  const t = useTexts(DEAL);
  return (
    <section className={css.deal} id="deal" aria-label={title} onKeyDown={(event) => event.key === 'Escape' && onClose()}>
      <header className={css.head}>
        <h2>{title}</h2>
        {note && <Pill>{note}</Pill>}
        <ActionIcon aria-label={t.close} onClick={onClose}><IconX size={16} aria-hidden /></ActionIcon>
      </header>
      {children}
    </section>
  );
}

function Lines({ kind, conversation, onClose }: { kind: 'QUOTE' | 'SALE'; conversation: Conversation; onClose: () => void }) {
  const t = useTexts(DEAL);
  const word = useWord();
  const { id, customer } = conversation;
  const isWholesale = customer.segment === 'WHOLESALE';
  const [chosen, setChosen] = useState<readonly Chosen[]>([]);
  const [text, setText] = useState('');
  const words = usePaused(text.trim());
  const [isBusy, setBusy] = useState(false);
  const [isPreviewed, setPreviewed] = useState(false);
  // Named before the first try, and anew only when something else is asked for.
  const [key, setKey] = useState(newKey);
  const input = useRef<HTMLInputElement>(null);
  const found = useQuery(SellableProducts, words ? { search: words } : null);

  const price = (it: Product) => (isWholesale && it.wholesalePrice ? it.wholesalePrice : it.retailPrice);
  const total = sums(chosen.map((it) => ({ unitPrice: price(it.product).amount, quantity: it.quantity, discountBasisPoints: Math.round(it.percent * 100) })));
  const currency = chosen[0] ? price(chosen[0].product).currency : 'ARS';
  const money = (value: bigint) => inWords(value, currency, localeNow());
  const short = chosen.find((it) => it.quantity > it.product.stock);

  function set(next: readonly Chosen[]): void {
    setChosen(next);
    setKey(newKey());
  }

  function add(product: Product): void {
    const known = chosen.find((it) => it.product.id === product.id);
    set(known ? chosen.map((it) => (it === known ? { ...it, quantity: Math.min(MOST, it.quantity + 1) } : it)) : [...chosen, { product, quantity: 1, percent: 0 }]);
    setText('');
    input.current?.focus();
  }

  const lines = () => chosen.map((it) => ({ productId: it.product.id, quantity: it.quantity, discountBasisPoints: it.percent > 0 ? Math.round(it.percent * 100) : null }));

  const preview = usePaused(`/papers/quote.png?${new URLSearchParams([['conversation', id], ...chosen.map((it) => ['line', `${it.product.id}:${it.quantity}:${Math.round(it.percent * 100)}`])])}`, PREVIEW_PAUSE_MS);

  async function quote(isSent: boolean): Promise<void> {
    setBusy(true);
    const made = await change(MakeQuote, { input: { conversationId: id, lines: lines(), idempotencyKey: key } });
    if (orComplain(made) && made.payload.quote) {
      const { id: quoteId, number } = made.payload.quote;
      if (!isSent) {
        say(t.quoted(number));
        onClose();
      } else if (orComplain(await change(SendQuote, { input: { quoteId, idempotencyKey: `${key}-send` } }))) {
        say(t.offered(number));
        onClose();
      }
    }
    setBusy(false);
  }

  async function sell(isCollected: boolean): Promise<void> {
    setBusy(true);
    const made = await change(Sell, { input: { conversationId: id, lines: lines(), idempotencyKey: key } });
    if (orComplain(made) && made.payload.sale) {
      const { id: saleId, number } = made.payload.sale;
      if (!isCollected || orComplain(await change(AskForPayment, { input: { saleId, isSent: true, idempotencyKey: `${key}-link` } }))) {
        say(t.sold(number));
        onClose();
      }
    }
    setBusy(false);
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    const best = found.data?.products.nodes.find((it) => it.stock > 0 || kind === 'QUOTE');
    if (words && best) add(best);
  }

  return (
    <Frame title={kind === 'QUOTE' ? t.quote : t.sale} onClose={onClose} note={t.list(word('segment', customer.segment))}>
      <form onSubmit={onSubmit}>
        <TextInput ref={input} type="search" aria-label={t.search} placeholder={t.search} value={text} onChange={(event) => setText(event.currentTarget.value)} autoFocus autoComplete="off" />
      </form>
      {words && found.data && (
        <div className={css.found}>
          {found.data.products.nodes.length === 0 && <p className={css.quiet}>{t.nothing}</p>}
          {found.data.products.nodes.map((it) => (
            <button key={it.id} type="button" onClick={() => add(it)} disabled={kind === 'SALE' && it.stock === 0}>
              <span>{it.title}</span>
              <span className={it.stock === 0 ? css.none : css.quiet}>{it.stock > 0 ? t.inStock(it.stock) : t.none}</span>
              <span className="figure">{price(it).formatted}</span>
            </button>
          ))}
        </div>
      )}
      {chosen.length > 0 && (
        <table className={css.lines}>
          <thead><tr><th scope="col">{t.product}</th><th scope="col">{t.quantity}</th><th scope="col">{t.discount}</th><th scope="col" className="figure">{t.total}</th><th /></tr></thead>
          <tbody>
            {chosen.map((it) => {
              const line = sums([{ unitPrice: price(it.product).amount, quantity: it.quantity, discountBasisPoints: Math.round(it.percent * 100) }]);
              const alter = (changed: Partial<Chosen>) => set(chosen.map((other) => (other === it ? { ...it, ...changed } : other)));
              return (
                <tr key={it.product.id}>
                  <td>{it.product.title}</td>
                  <td className={css.number}><NumberInput size="xs" aria-label={`${t.quantity}: ${it.product.title}`} value={it.quantity} min={1} max={MOST} allowDecimal={false} clampBehavior="strict" onChange={(value) => alter({ quantity: Math.max(1, Number(value) || 1) })} /></td>
                  <td className={css.number}><NumberInput size="xs" aria-label={`${t.discount}: ${it.product.title}`} value={it.percent} min={0} max={100} decimalScale={2} clampBehavior="strict" onChange={(value) => alter({ percent: Number(value) || 0 })} /></td>
                  <td className="figure">{money(line.total)}</td>
                  <td><ActionIcon size="sm" aria-label={`${t.remove}: ${it.product.title}`} onClick={() => set(chosen.filter((other) => other !== it))}><IconX size={14} aria-hidden /></ActionIcon></td>
                </tr>
              );
            })}
          </tbody>
          <tfoot>
            {total.discount > 0n && <tr><td colSpan={3}>{t.off}</td><td className="figure">−{money(total.discount)}</td><td /></tr>}
            <tr><td colSpan={3}>{t.total}</td><td className="figure" id="deal-total">{money(total.total)}</td><td /></tr>
          </tfoot>
        </table>
      )}
      {isPreviewed && chosen.length > 0 && <div className={css.preview}>{preview.includes('&line=') ? <PagesOf picture={preview} /> : <Bone height={360} />}</div>}
      {short && <p className={css.none} role="status">{t.short(short.product.title, short.product.stock)}</p>}
      {chosen.length === 0 && !words && <p className={css.quiet}>{t.empty}</p>}
      <div className={css.acts}>
        {kind === 'QUOTE' ? (
          <>
            <Button disabled={chosen.length === 0} loading={isBusy} onClick={() => void quote(true)}>{t.makeAndSend}</Button>
            <Button variant="default" disabled={chosen.length === 0 || isBusy} onClick={() => void quote(false)}>{t.makeOnly}</Button>
            <Button variant="subtle" disabled={chosen.length === 0} aria-pressed={isPreviewed} leftSection={<IconEye size={15} aria-hidden />} onClick={() => setPreviewed(!isPreviewed)}>{isPreviewed ? t.hidePaper : t.showPaper}</Button>
          </>
        ) : (
          <>
            <Button disabled={chosen.length === 0 || Boolean(short)} loading={isBusy} onClick={() => void sell(true)}>{t.sellAndLink}</Button>
            <Button variant="default" disabled={chosen.length === 0 || Boolean(short) || isBusy} onClick={() => void sell(false)}>{t.sell}</Button>
          </>
        )}
      </div>
    </Frame>
  );
}

function Payment({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const t = useTexts(DEAL);
  const word = useWord();
  const { data } = useQuery(DealsOf, { id: conversation.id });
  const [key] = useState(newKey);
  const quotes = data?.conversation.quotes.nodes.filter((it) => !it.sale && (it.status === 'PENDING' || it.status === 'ACCEPTED')) ?? [];
  const sales = data?.conversation.sales.nodes.filter((it) => it.status === 'PENDING') ?? [];
  const ask = async (of: { quoteId?: string; saleId?: string }) => {
    if (orComplain(await change(AskForPayment, { input: { ...of, isSent: true, idempotencyKey: `${key}-${of.quoteId ?? of.saleId}` } }))) {
      say(t.asked);
      onClose();
    }
  };
  return (
    <Frame title={t.payment} onClose={onClose}>
      {!data && <Bone height={40} />}
      {data && quotes.length + sales.length === 0 && <p className={css.quiet}>{t.nothingToPay}</p>}
      {sales.map((it) => <div key={it.id} className={css.head}><b>{it.number}</b><Pill>{word('sale', it.status)}</Pill><span className="figure">{it.total.formatted}</span><Button onClick={() => void ask({ saleId: it.id })}>{t.collect}</Button></div>)}
      {quotes.map((it) => <div key={it.id} className={css.head}><b>{it.number}</b><Pill>{word('quote', it.status)}</Pill><span className="figure">{it.total.formatted}</span><Button onClick={() => void ask({ quoteId: it.id })}>{t.collect}</Button></div>)}
    </Frame>
  );
}

/** Tomorrow at ten, as the field for date and time writes it. */
function tomorrow(): string {
  const at = new Date(Date.now() + DAY_MS);
  at.setHours(10, 0, 0, 0);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function FollowUp({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const t = useTexts(DEAL);
  const word = useWord();
  const plan = useMutation(PlanFollowUp);
  const [key] = useState(newKey);
  const [type, setType] = useState<string>('FOLLOW_UP');
  const [when, setWhen] = useState(tomorrow);
  const [note, setNote] = useState('');
  const [message, setMessage] = useState('');
  return (
    <Frame title={t.followUp} onClose={onClose}>
      <form
        className={css.deal}
        style={{ border: 0, padding: 0 }}
        onSubmit={async (event) => {
          event.preventDefault();
          const done = await plan.run({ input: { conversationId: conversation.id, type: type as (typeof FOLLOW_UP_TYPES)[number], dueAt: new Date(when).toISOString(), note, message: message.trim() || null, idempotencyKey: key } });
          if (done.ok) {
            say(t.planned);
            onClose();
          } else if (done.wrong.length === 0) {
            orComplain(done);
          }
        }}
      >
        <div className={css.pair}>
          <Select label={t.type} value={type} allowDeselect={false} data={FOLLOW_UP_TYPES.map((it) => ({ value: it, label: word('followUpType', it) }))} onChange={(it) => it && setType(it)} />
          <TextInput label={t.when} type="datetime-local" value={when} error={plan.wrongWith('dueAt')} onChange={(event) => setWhen(event.currentTarget.value)} required />
        </div>
        <TextInput label={t.note} value={note} error={plan.wrongWith('note')} onChange={(event) => setNote(event.currentTarget.value)} autoFocus />
        <Textarea label={t.message} autosize minRows={2} maxRows={6} value={message} error={plan.wrongWith('message')} onChange={(event) => setMessage(event.currentTarget.value)} />
        <div className={css.acts}><Button type="submit" loading={plan.isBusy} disabled={!when}>{t.plan}</Button></div>
      </form>
    </Frame>
  );
}
