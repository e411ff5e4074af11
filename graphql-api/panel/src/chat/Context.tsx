import { type ReactNode, useEffect, useRef } from 'react';
import { ActionIcon, Button } from '@mantine/core';
import { IconSend, IconX } from '@tabler/icons-react';
import { Link } from 'react-router';
import { Context as ContextQuery, SendProduct } from '@generated';
import { Unreachable, newKey } from '@/api/http';
import { change, useQuery } from '@/api/queries';
import { orComplain, say } from '@/app/toasts';
import { toggleTag } from '@/conversations/acting';
import { type Message, messages, onInbox, useConversation } from '@/conversations/conversations';
import { useThread } from '@/conversations/thread';
import { Avatar, Bone, Pill, TagMark, ownUrl } from '@/kit';
import { QUOTE_TONES, SALE_TONES } from '@/kit/tones';
import { dateAndTime, percent, shortDate } from '@/texts/format';
import { localeNow } from '@/texts/language';
import { useTexts } from '@/texts/texts';
import { useWord } from '@/texts/words';
import { cents, inWords } from './deal';
import { ledTo } from './ledTo';
import { CHAT } from './texts';
import css from './Context.module.css';

const SETTLE_MS = 800;

function Part({ title, children }: { title: string; children: ReactNode }) {
  return <section className={css.part}><h3>{title}</h3>{children}</section>;
}

/** Who this is and what there is between them and the shop. */
export function Context({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTexts(CHAT);
  const word = useWord();
  const conversation = useConversation(id);
  const thread = useThread(id);
  const { data, reload } = useQuery(ContextQuery, { id });

  // What happens in the thread may change what is offered, quoted and sold.
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unlisten = onInbox({
      message: (it) => {
        if (it.id !== id) return;
        clearTimeout(timer);
        timer = setTimeout(reload, SETTLE_MS);
      },
    });
    return () => {
      clearTimeout(timer);
      unlisten();
    };
  }, [id, reload]);

  const analysed = thread.ids.map((it) => messages.get(it)).filter((it): it is Message => Boolean(it?.analysis?.intents.length)).at(-1);
  const customer = data?.conversation.customer;
  const likes = customer ? [...customer.preferences.brands, ...customer.preferences.categories].map((it) => it.name) : [];
  const owed = customer?.sales.nodes.filter((it) => it.status === 'PENDING') ?? [];
  const isWholesale = customer?.segment === 'WHOLESALE';

  const sending = useRef(new Set<string>());
  const keys = useRef(new Map<string, string>());
  async function offer(productId: string): Promise<void> {
    if (sending.current.has(productId)) return;
    // The key stays the same until the server has answered: what was pressed twice is sent once.
    const key = keys.current.get(productId) ?? newKey();
    keys.current.set(productId, key);
    sending.current.add(productId);
    const done = await change(SendProduct, { input: { conversationId: id, productId, idempotencyKey: key } });
    sending.current.delete(productId);
    if (done.ok || !(done.problem instanceof Unreachable)) keys.current.delete(productId);
    if (orComplain(done)) say(t.sentProduct);
  }

  return (
    <aside className={css.context} aria-label={t.context}>
      <header>
        <h2>{t.customer}</h2>
        <ActionIcon aria-label={t.context} onClick={onClose}><IconX size={18} aria-hidden /></ActionIcon>
      </header>
      {!customer || !conversation ? (
        <div className={css.bones}><Bone width={54} height={54} /><Bone width="60%" height={18} /><Bone /><Bone width="80%" /><Bone height={90} /></div>
      ) : (
        <div className={css.parts}>
          <div className={css.person}>
            <Avatar name={customer.displayName} size={54} channel={conversation.account} />
            <div>
              <Link to={`/customers/${customer.id}`}>{customer.displayName}</Link>
              <small>{t.since(shortDate(customer.createdAt))}</small>
              {conversation.customer.handles.filter((it) => ['PHONE', 'WA_ID', 'USERNAME'].includes(it.kind)).slice(0, 2).map((it) => <small key={it.address}>{it.kind === 'WA_ID' ? `+${it.address}` : it.address}</small>)}
            </div>
          </div>
          <p className={css.segment}><Pill tone={isWholesale ? 'accent' : 'plain'}>{word('segment', customer.segment)}</Pill><span>{customer.segmentReason}</span></p>
          {customer.segmentSuggestion && <p className={css.hint}>{t.suggestion}: {word('segment', customer.segmentSuggestion.segment)}. {customer.segmentSuggestion.reason}</p>}
          {conversation.tags.length > 0 && <p className={css.tags}>{conversation.tags.map((it) => <button key={it.id} type="button" title={t.remove} onClick={() => toggleTag(conversation, it)}><TagMark {...it} /></button>)}</p>}
          {customer.notes && <Part title={t.notes}><p className={css.text}>{customer.notes}</p></Part>}

          {conversation.escalation && conversation.control !== 'ASSISTANT' && (
            <Part title={t.handOver}><p className={css.text}><b>{word('escalation', conversation.escalation.reason)}</b> · {dateAndTime(conversation.escalation.at)}</p><p className={css.quiet} title={conversation.escalation.evidence}>{ledTo(conversation.escalation.evidence, word)}</p></Part>
          )}
          {analysed && (
            <Part title={t.lastIntent}>
              {analysed.analysis!.intents.slice(0, 3).map((it) => (
                <p key={it.intent} className={css.intent}><span>{word('intent', it.intent)}</span><span className={css.meter} role="presentation"><i style={{ width: `${it.probability * 100}%` }} /></span><span className="figure">{percent(it.probability)}</span></p>
              ))}
            </Part>
          )}

          <Part title={t.quotes}>
            {data.conversation.quotes.nodes.length === 0 && <p className={css.quiet}>{t.noQuotes}</p>}
            {data.conversation.quotes.nodes.map((it) => (
              <Link key={it.id} className={css.deal} to={`/quotes/${it.id}`}>
                <span><b>{it.number}</b> <Pill tone={QUOTE_TONES[it.status] ?? 'plain'}>{word('quote', it.status)}</Pill></span>
                <span className={css.total}>{it.total.formatted}</span>
                <small>{it.lines.map((line) => `${line.quantity} × ${line.title}`).join(', ')}</small>
                {it.status === 'PENDING' && <small className={css.when}>{t.validUntil(dateAndTime(it.validUntil))}</small>}
              </Link>
            ))}
          </Part>
          <Part title={t.purchases}>
            {owed.length > 0 && <p className={css.sum}><span>{t.owes}</span><span className={css.total}>{inWords(owed.reduce((sum, it) => sum + cents(it.total.amount), 0n), owed[0]!.total.currency, localeNow())}</span></p>}
            {customer.purchases.count === 0 ? <p className={css.quiet}>{t.noPurchases}</p> : <p className={css.sum}><span>{customer.purchases.count}</span><span className={css.total}>{customer.purchases.spent?.formatted}</span></p>}
            {customer.sales.nodes.map((it) => (
              <Link key={it.id} className={css.deal} to={`/sales/${it.id}`}>
                <span><b>{it.number}</b> <Pill tone={SALE_TONES[it.status] ?? 'plain'}>{word('sale', it.status)}</Pill></span>
                <span className={css.total}>{it.total.formatted}</span>
                <small>{it.lines.map((line) => `${line.quantity} × ${line.title}`).join(', ')}</small>
                <small className={css.when}>{shortDate(it.createdAt)}</small>
              </Link>
            ))}
          </Part>
          <Part title={t.followUps}>
            {data.conversation.followUps.nodes.filter((it) => it.status === 'DUE' || it.status === 'SCHEDULED').length === 0 && <p className={css.quiet}>{t.noFollowUps}</p>}
            {data.conversation.followUps.nodes.filter((it) => it.status === 'DUE' || it.status === 'SCHEDULED').map((it) => (
              <Link key={it.id} to="/follow-ups" className={css.task}><Pill tone={it.status === 'DUE' ? 'warn' : 'plain'}>{dateAndTime(it.dueAt)}</Pill><span>{it.note || it.message}</span></Link>
            ))}
          </Part>
          {data.conversation.suggestedProducts.length > 0 && (
            <Part title={t.offer}>
              {data.conversation.suggestedProducts.map((it) => {
                const picture = ownUrl(it.imageUrl);
                return (
                  <div key={it.id} className={css.product}>
                    {picture ? <img src={picture} alt="" width={40} height={40} loading="lazy" /> : <span className={css.noPicture} />}
                    <span className={css.productWords}><Link to={`/catalogue/${it.id}`}>{it.title}</Link><small>{it.stock > 0 ? t.inStock(String(it.stock)) : t.outOfStock}</small></span>
                    <span className={css.total}>{(isWholesale && it.wholesalePrice ? it.wholesalePrice : it.retailPrice).formatted}</span>
                    <ActionIcon size={28} aria-label={`${t.sendProduct}: ${it.title}`} title={t.sendProduct} onClick={() => void offer(it.id)}><IconSend size={15} aria-hidden /></ActionIcon>
                  </div>
                );
              })}
            </Part>
          )}
          {(likes.length > 0 || customer.preferences.priceFrom) && (
            <Part title={t.preferences}>
              <p className={css.likes}>{likes.slice(0, 6).map((it) => <Pill key={it}>{it}</Pill>)}{customer.preferences.sizes.map((it) => <Pill key={it}>{it}</Pill>)}</p>
              {customer.preferences.priceFrom && <p className={css.quiet}>{customer.preferences.priceFrom.formatted} – {customer.preferences.priceTo?.formatted}</p>}
            </Part>
          )}
          <Button component={Link} to={`/customers/${customer.id}`} variant="default" fullWidth>{t.seeCustomer}</Button>
        </div>
      )}
    </aside>
  );
}
