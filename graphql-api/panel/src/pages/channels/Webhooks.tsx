import { useEffect, useState } from 'react';
import { Button, Checkbox, CopyButton, PasswordInput, Switch, TagsInput, TextInput } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconPlus, IconRepeat, IconSend, IconWebhook } from '@tabler/icons-react';
import { DeleteWebhook, type DeliveryWholeFragment, PauseWebhook, ReplayWebhookDeliveries, ReplayWebhookDelivery, ResumeWebhook, SaveWebhook, TestWebhook, WebhookDeliveries, type WebhookWholeFragment, Webhooks as WebhookList } from '@generated';
import { change, invalidate, useMutation, useQuery } from '@/api/queries';
import { useMay } from '@/app/session';
import { APP } from '@/app/texts';
import { inWords, orComplain, say } from '@/app/toasts';
import { Bone, Empty, Pill, type Tone } from '@/kit';
import { Dialog, SideDialog } from '@/kit/Dialog';
import { Facts, Tabs, listing } from '@/kit/Listing';
import { count, dateAndTime } from '@/texts/format';
import { useTexts } from '@/texts/texts';
import { WEBHOOKS } from './webhookTexts';
import css from './webhooks.module.css';

/** In the address, for the one that does not exist yet. */
export const NEW_WEBHOOK = 'new';

const EVENTS = ['*', 'message.received', 'message.status', 'conversation.escalated', 'conversation.closed', 'quote.*', 'sale.*', 'payment.*', 'customer.*'] as const;
const STATUSES = ['PENDING', 'DELIVERED', 'FAILED'] as const;
const TONES: Record<string, Tone> = { DELIVERED: 'good', FAILED: 'bad' };
const KEPT_MS = 7 * 86_400_000;
const FRESH_MS = 3_000;
const PIECE = 20;
const MOST = 100;

/** What the receiver proves our deliveries by: 32 bytes of chance, as Standard Webhooks writes them. */
export function newSecret(): string {
  return `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))}`;
}

/** Which other systems are told what happens here, and whether they take it. */
export function Webhooks({ opened, open }: { opened: string | null; open: (id: string | null) => void }) {
  const t = useTexts(WEBHOOKS);
  const app = useTexts(APP);
  const { data, error, reload } = useQuery(WebhookList, {});
  const [edited, setEdited] = useState<WebhookWholeFragment | null>(null);
  // A secret outlives the form that made it: it is shown once, whatever else is closed.
  const [secret, setSecret] = useState<string | null>(null);
  const current = data?.webhooks.find((it) => it.id === opened) ?? null;
  const isNew = opened === NEW_WEBHOOK;
  return (
    <>
      {error && !data && <Empty title={inWords(error)} action={<Button onClick={reload}>{app.retry}</Button>} />}
      {!data && !error && <Bone height={220} />}
      {data?.webhooks.length === 0 && <Empty icon={IconWebhook} title={t.none} action={<Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => open(NEW_WEBHOOK)}>{t.newOne}</Button>}>{t.noneHelp}</Empty>}
      {data && data.webhooks.length > 0 && (
        <div className={listing.scroll}>
          <table className={listing.table}>
            <thead><tr><th scope="col">{t.name}</th><th scope="col">{t.state}</th><th scope="col" className={listing.wide}>{t.events}</th><th scope="col" className={listing.wide}>{t.last}</th></tr></thead>
            <tbody>
              {data.webhooks.map((it) => (
                <tr key={it.id} data-opens="" data-current={it.id === opened ? '' : undefined} onClick={() => open(it.id)}>
                  <td>
                    <button type="button" className={listing.opener} onClick={(event) => { event.stopPropagation(); open(it.id); }}>{it.name}</button>
                    <span className={css.url}>{it.url}</span>
                  </td>
                  <td><State webhook={it} /></td>
                  <td className={listing.wide}><EventNames of={it.events} /></td>
                  <td className={listing.wide}>{it.health.lastSuccessAt ? dateAndTime(it.health.lastSuccessAt) : t.never}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <SideDialog isOpen={current !== null} onClose={() => open(null)} size={600} title={current?.name}>
        {current && <Detail key={current.id} webhook={current} onEdit={() => setEdited(current)} onGone={() => open(null)} />}
      </SideDialog>
      <Dialog isOpen={isNew || edited !== null} onClose={() => (isNew ? open(null) : setEdited(null))} title={isNew ? t.newOne : t.edit} size={620}>
        {(isNew || edited) && (
          <Edit
            key={edited?.id ?? NEW_WEBHOOK}
            webhook={edited}
            onDone={(saved, made) => {
              setEdited(null);
              open(saved.id);
              setSecret(made);
            }}
          />
        )}
      </Dialog>
      <Dialog isOpen={secret !== null} onClose={() => setSecret(null)} title={t.secretTitle} mustBeRead>
        <div className={listing.form}>
          <p className={listing.soft}>{t.secretUse}</p>
          <TextInput readOnly aria-label={t.secretTitle} value={secret ?? ''} onFocus={(event) => event.currentTarget.select()} data-autofocus />
          <div className={listing.row}>
            <CopyButton value={secret ?? ''}>{({ copied, copy }) => <Button onClick={copy}>{copied ? t.copied : t.copy}</Button>}</CopyButton>
            <Button variant="default" onClick={() => setSecret(null)}>{t.done}</Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}

function State({ webhook: { pause, health } }: { webhook: WebhookWholeFragment }) {
  const t = useTexts(WEBHOOKS);
  const reasons = t.paused as Readonly<Record<string, string>>;
  if (pause) return <Pill tone={pause.reason === 'BY_PERSON' ? 'plain' : 'bad'}>{reasons[pause.reason] ?? pause.reason}</Pill>;
  if (health.failingSince) return <Pill tone="warn" title={health.lastError ?? undefined}>{t.failing}</Pill>;
  return <Pill tone="good">{t.told}</Pill>;
}

function EventNames({ of }: { of: readonly string[] }) {
  const t = useTexts(WEBHOOKS);
  const names = t.event as Readonly<Record<string, string>>;
  return <span className={listing.row}>{of.map((it) => <Pill key={it} title={it}>{names[it] ?? it}</Pill>)}</span>;
}

function Detail({ webhook, onEdit, onGone }: { webhook: WebhookWholeFragment; onEdit: () => void; onGone: () => void }) {
  const t = useTexts(WEBHOOKS);
  const [isSure, setSure] = useState(false);
  const { id, health } = webhook;

  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && invalidate(['Webhook']), FRESH_MS);
    return () => clearInterval(timer);
  }, []);

  const resume = async () => { if (orComplain(await change(ResumeWebhook, { input: { webhookId: id } }))) say(t.resumed); };
  return (
    <>
      <div className={listing.part}>
        <div className={listing.row}><State webhook={webhook} />{webhook.includesText && <Pill tone="accent">{t.withText}</Pill>}</div>
        <Facts
          of={[
            [t.url, <code key="url" className={css.url}>{webhook.url}</code>],
            [t.events, <EventNames key="events" of={webhook.events} />],
            [t.last, health.lastSuccessAt ? dateAndTime(health.lastSuccessAt) : t.never],
            [t.failingSince, health.failingSince && dateAndTime(health.failingSince)],
            [t.lastError, health.lastError && [health.lastError, health.lastFailureAt && dateAndTime(health.lastFailureAt)].filter(Boolean).join(' · ')],
            [t.secrets, webhook.secretsInForce > 1 && count(webhook.secretsInForce)],
            [t.since, dateAndTime(webhook.createdAt)],
          ]}
        />
        <div className={listing.row}>
          <Button leftSection={<IconSend size={15} aria-hidden />} onClick={async () => { if (orComplain(await change(TestWebhook, { input: { webhookId: id } }))) { invalidate(['Webhook']); say(t.tested); } }}>{t.test}</Button>
          {webhook.pause
            ? <Button variant="default" leftSection={<IconPlayerPlay size={15} aria-hidden />} onClick={() => void resume()}>{t.resume}</Button>
            : <Button variant="default" leftSection={<IconPlayerPause size={15} aria-hidden />} onClick={async () => { if (orComplain(await change(PauseWebhook, { input: { webhookId: id } }))) say(t.pausedNow, () => void resume()); }}>{t.pause}</Button>}
          <Button variant="default" onClick={onEdit}>{t.edit}</Button>
          {!isSure && <Button variant="subtle" color="red" onClick={() => setSure(true)}>{t.remove}</Button>}
        </div>
        {isSure && (
          <>
            <p className={listing.soft}>{t.removeHelp}</p>
            <div className={listing.row}>
              <Button color="red" data-autofocus onClick={async () => { if (orComplain(await change(DeleteWebhook, { input: { webhookId: id } }))) { invalidate(['Webhook']); say(t.removed); onGone(); } }}>{t.reallyRemove}</Button>
              <Button variant="default" onClick={() => setSure(false)}>{t.cancel}</Button>
            </div>
          </>
        )}
      </div>
      <div className={listing.part}><Deliveries webhookId={id} /></div>
    </>
  );
}

function Deliveries({ webhookId }: { webhookId: string }) {
  const t = useTexts(WEBHOOKS);
  const [status, setStatus] = useState<(typeof STATUSES)[number] | null>(null);
  const [first, setFirst] = useState(PIECE);
  const { data, error } = useQuery(WebhookDeliveries, { webhookId, status, first });
  const all = data?.webhookDeliveries;

  async function replayFailed(): Promise<void> {
    const done = await change(ReplayWebhookDeliveries, { input: { webhookId, from: new Date(Date.now() - KEPT_MS).toISOString(), status: 'FAILED' } });
    if (!orComplain(done)) return;
    invalidate(['Webhook']);
    say(t.replayedMany(done.payload.replayed ?? 0));
  }

  return (
    <>
      <h3>{t.deliveries}</h3>
      <Tabs label={t.deliveries} value={status} options={[{ value: null, title: t.all }, ...STATUSES.map((it) => ({ value: it, title: t.status[it] }))]} onChange={(it) => { setStatus(it); setFirst(PIECE); }} />
      {status === 'FAILED' && (all?.nodes.length ?? 0) > 0 && <div className={listing.row}><Button variant="default" leftSection={<IconRepeat size={15} aria-hidden />} onClick={() => void replayFailed()}>{t.replayFailed}</Button></div>}
      {error && !data && <Empty title={inWords(error)} />}
      {!data && !error && <Bone height={120} />}
      {all?.nodes.length === 0 && (status ? <p className={listing.soft}>{t.noneSuch}</p> : <p className={listing.soft}>{t.noDeliveries}. {t.noDeliveriesHelp}</p>)}
      <ul className={css.deliveries}>{all?.nodes.map((it) => <li key={it.id}><DeliveryShown delivery={it} /></li>)}</ul>
      {all?.pageInfo.hasNextPage && first < MOST && <div className={listing.row}><Button variant="default" onClick={() => setFirst(first + PIECE)}>{t.more}</Button></div>}
    </>
  );
}

function DeliveryShown({ delivery }: { delivery: DeliveryWholeFragment }) {
  const t = useTexts(WEBHOOKS);
  const names = t.event as Readonly<Record<string, string>>;
  const statuses = t.status as Readonly<Record<string, string>>;
  const answer = (it: DeliveryWholeFragment['tries'][number]) => it.error ?? (it.httpStatus === null ? t.noAnswer : `HTTP ${it.httpStatus}`);
  const last = delivery.tries[0];
  return (
    <details className={css.delivery}>
      <summary>
        <span className={css.what}><b>{names[delivery.event] ?? delivery.event}</b><small>{last ? `${answer(last)} · ${t.tries(delivery.attempts)}` : t.untried}</small></span>
        <Pill tone={TONES[delivery.status] ?? 'plain'}>{statuses[delivery.status] ?? delivery.status}</Pill>
        <time dateTime={delivery.createdAt}>{dateAndTime(delivery.createdAt)}</time>
      </summary>
      <Facts of={[[t.id, <code key="id">{delivery.messageId}</code>], [t.next, delivery.nextAttemptAt && dateAndTime(delivery.nextAttemptAt)]]} />
      {delivery.tries.length > 0 && <ol className={css.tries}>{delivery.tries.map((it) => <li key={it.at}><time dateTime={it.at}>{dateAndTime(it.at)}</time><span>{answer(it)}</span><span className="figure">{t.took(count(Number(it.durationMs)))}</span></li>)}</ol>}
      <div className={listing.row}>
        <Button variant="default" leftSection={<IconRepeat size={15} aria-hidden />} onClick={async () => { if (orComplain(await change(ReplayWebhookDelivery, { input: { deliveryId: delivery.id } }))) { invalidate(['Webhook']); say(t.replayed); } }}>{t.replay}</Button>
      </div>
    </details>
  );
}

function Edit({ webhook, onDone }: { webhook: WebhookWholeFragment | null; onDone: (saved: WebhookWholeFragment, made: string | null) => void }) {
  const t = useTexts(WEBHOOKS);
  const mayShare = useMay('ADMINISTRATION');
  const save = useMutation(SaveWebhook);
  const [name, setName] = useState(webhook?.name ?? '');
  const [url, setUrl] = useState(webhook?.url ?? '');
  const [events, setEvents] = useState<string[]>([...(webhook?.events ?? [])]);
  const known = events.filter((it) => (EVENTS as readonly string[]).includes(it));
  const others = events.filter((it) => !known.includes(it));
  const [includesText, setIncludesText] = useState(webhook?.includesText ?? false);
  const [own, setOwn] = useState('');
  const [isRenewed, setRenewed] = useState(false);
  return (
    <form
      className={listing.form}
      noValidate
      onSubmit={async (event) => {
        event.preventDefault();
        const made = !own && (webhook === null || isRenewed) ? newSecret() : null;
        const done = await save.run({ input: { id: webhook?.id, name, url, events, includesText, secret: own || made || undefined } });
        if (done.ok && done.payload.webhook) {
          invalidate(['Webhook']);
          say(t.saved);
          onDone(done.payload.webhook, made);
        } else if (!done.ok && done.wrong.length === 0) {
          orComplain(done);
        }
      }}
    >
      <TextInput label={t.name} placeholder={t.namePlaceholder} value={name} error={save.wrongWith('name')} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
      <TextInput label={t.url} type="url" placeholder="https://erp.example/hooks/isac" value={url} error={save.wrongWith('url')} onChange={(event) => setUrl(event.currentTarget.value)} />
      <Checkbox.Group label={t.events} value={known} error={save.wrongWith('events')} onChange={(next) => setEvents([...next, ...others])}>
        <div className={css.events}>{EVENTS.map((it) => <Checkbox key={it} value={it} label={t.event[it]} title={it} disabled={it !== '*' && events.includes('*')} />)}</div>
      </Checkbox.Group>
      <TagsInput label={t.others} description={t.othersHelp} placeholder={others.length === 0 ? 'sale.paid' : undefined} value={others} onChange={(next) => setEvents([...known, ...next])} />
      <Switch label={t.includesText} description={mayShare ? undefined : t.onlyAdmin} disabled={!mayShare && !includesText} checked={includesText} error={save.wrongWith('includesText')} onChange={(event) => setIncludesText(event.currentTarget.checked)} />
      {webhook && <Switch label={t.makeSecret} checked={isRenewed} onChange={(event) => setRenewed(event.currentTarget.checked)} />}
      <PasswordInput label={t.secret} description={webhook ? t.newSecretHelp : t.secretHelp} autoComplete="off" value={own} error={save.wrongWith('secret')} onChange={(event) => setOwn(event.currentTarget.value)} />
      <div className={listing.row}><Button type="submit" loading={save.isBusy}>{t.save}</Button></div>
    </form>
  );
}
