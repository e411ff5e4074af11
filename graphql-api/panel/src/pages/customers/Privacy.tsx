import { useEffect, useState } from 'react';
import { Button, CopyButton, Select, TextInput } from '@mantine/core';
import { IconDownload, IconShieldCheck } from '@tabler/icons-react';
import { EraseCustomer, ErasureState, ExportCustomer } from '@generated';
import { newKey } from '@/api/http';
import { invalidate, useMutation, useQuery } from '@/api/queries';
import { useMay } from '@/app/session';
import { orComplain } from '@/app/toasts';
import { Empty, Pill, webUrl } from '@/kit';
import { listing } from '@/kit/Listing';
import { dateAndTime } from '@/texts/format';
import { texts, useTexts } from '@/texts/texts';

const PRIVACY = texts({
  es: {
    title: 'Datos personales', help: 'Lo que se sabe de esta persona es suyo: puede pedirlo o hacer que se borre.', export_: 'Preparar una copia de todo', exported: 'Copia lista', download: 'Bajar ZIP', copy: 'Copiar link', copied: 'Copiado', until: (when: string) => `El link vale hasta el ${when}. Quien lo tenga puede bajarla.`,
    erase: 'Borrar todo…', eraseHelp: 'Se borran la ficha, los mensajes con sus archivos, las notas y lo que quede en índices y registros. Cotizaciones, ventas y pagos quedan para los libros, sin decir de quién eran. No se puede deshacer.', reason: 'Por qué', confirm: (name: string) => `Escribí «${name}» para confirmar`, really: 'Borrar para siempre', cancel: 'Cancelar',
    reasons: { CUSTOMER_REQUEST: 'Lo pidió', RETENTION_ENDED: 'No guardamos datos por más tiempo', ENTERED_BY_MISTAKE: 'Nunca debió guardarse', OTHER: 'Otro motivo' }, erasing: 'Borrando todo lo que hay de esta persona', done: 'No queda nada de esta persona', erasingHelp: 'Sigue solo aunque cierres la página.', doneHelp: (when: string) => `Se terminó de borrar: ${when}.`, leftIn: 'Todavía queda algo en',
  },
  en: {
    title: 'Personal data', help: 'What is known of this person is theirs: they may ask for it, or to have it erased.', export_: 'Prepare a copy of everything', exported: 'Copy ready', download: 'Download ZIP', copy: 'Copy link', copied: 'Copied', until: (when: string) => `The link holds until ${when}. Whoever has it can download the copy.`,
    erase: 'Erase everything…', eraseHelp: 'Their record, messages with their files, notes and whatever is left in indexes and logs are erased. Quotes, sales and payments stay for the books without telling whose they were. It cannot be undone.', reason: 'Why', confirm: (name: string) => `Type “${name}” to confirm`, really: 'Erase for ever', cancel: 'Cancel',
    reasons: { CUSTOMER_REQUEST: 'They asked for it', RETENTION_ENDED: 'We keep data no longer than this', ENTERED_BY_MISTAKE: 'It should never have been stored', OTHER: 'Another reason' }, erasing: 'Erasing everything that there is of this person', done: 'Nothing is left of this person', erasingHelp: 'It goes on by itself, even when you close this page.', doneHelp: (when: string) => `Erased for good: ${when}.`, leftIn: 'Something is still left in',
  },
  pt: {
    title: 'Dados pessoais', help: 'O que se sabe desta pessoa é dela: pode pedi-lo ou fazer que se apague.', export_: 'Preparar uma cópia de tudo', exported: 'Cópia pronta', download: 'Baixar ZIP', copy: 'Copiar link', copied: 'Copiado', until: (when: string) => `O link vale até ${when}. Quem o tiver pode baixá-la.`,
    erase: 'Apagar tudo…', eraseHelp: 'Apagam-se a ficha, as mensagens com seus arquivos, as notas e o que restar em índices e registros. Cotações, vendas e pagamentos ficam para os livros, sem dizer de quem eram. Não pode ser desfeito.', reason: 'Por quê', confirm: (name: string) => `Escreva «${name}» para confirmar`, really: 'Apagar para sempre', cancel: 'Cancelar',
    reasons: { CUSTOMER_REQUEST: 'Foi pedido pela pessoa', RETENTION_ENDED: 'Não guardamos dados por mais tempo', ENTERED_BY_MISTAKE: 'Nunca deveria ter sido guardado', OTHER: 'Outro motivo' }, erasing: 'Apagando tudo o que há desta pessoa', done: 'Não resta nada desta pessoa', erasingHelp: 'Continua sozinho, mesmo que você feche a página.', doneHelp: (when: string) => `Apagado de vez: ${when}.`, leftIn: 'Ainda resta algo em',
  },
});

const REASONS = ['CUSTOMER_REQUEST', 'RETENTION_ENDED', 'ENTERED_BY_MISTAKE', 'OTHER'] as const;
const FRESH_MS = 2_000;

/** What the law gives a person: a copy of what is known of them, and its end. */
export function Privacy({ customer, onErasing }: { customer: { id: string; displayName: string }; onErasing: (erasureId: string) => void }) {
  const t = useTexts(PRIVACY);
  const mayErase = useMay('ADMINISTRATION');
  const archive = useMutation(ExportCustomer);
  const [copy, setCopy] = useState<{ url: string; expiresAt: string } | null>(null);
  const [isErasing, setErasing] = useState(false);

  async function prepare(): Promise<void> {
    const done = await archive.run({ input: { customerId: customer.id, idempotencyKey: newKey() } });
    if (orComplain(done)) setCopy(done.payload.archive);
  }

  return (
    <>
      <h3>{t.title}</h3>
      <p className={listing.soft}>{t.help}</p>
      {copy && (
        <div className={listing.form} role="status">
          <span className={listing.row}>
            <Pill tone="good">{t.exported}</Pill>
            <Button component="a" href={webUrl(copy.url) ?? undefined} download leftSection={<IconDownload size={15} aria-hidden />}>{t.download}</Button>
            <CopyButton value={copy.url}>{({ copied, copy: take }) => <Button variant="default" onClick={take}>{copied ? t.copied : t.copy}</Button>}</CopyButton>
          </span>
          <span className={listing.soft}>{t.until(dateAndTime(copy.expiresAt))}</span>
        </div>
      )}
      <div className={listing.row}>
        {!copy && <Button variant="default" loading={archive.isBusy} onClick={() => void prepare()}>{t.export_}</Button>}
        {mayErase && !isErasing && <Button variant="subtle" color="red" onClick={() => setErasing(true)}>{t.erase}</Button>}
      </div>
      {isErasing && <Erase customer={customer} onErasing={onErasing} onCancel={() => setErasing(false)} />}
    </>
  );
}

function Erase({ customer, onErasing, onCancel }: { customer: { id: string; displayName: string }; onErasing: (erasureId: string) => void; onCancel: () => void }) {
  const t = useTexts(PRIVACY);
  const erase = useMutation(EraseCustomer);
  const [reason, setReason] = useState<string>('CUSTOMER_REQUEST');
  const [confirmation, setConfirmation] = useState('');
  const [key] = useState(newKey);
  return (
    <form
      className={listing.form}
      onSubmit={async (event) => {
        event.preventDefault();
        const done = await erase.run({ input: { customerId: customer.id, confirmation, reason: reason as (typeof REASONS)[number], idempotencyKey: key } });
        if (done.ok && done.payload.erasure) onErasing(done.payload.erasure.id);
        else if (!done.ok && done.wrong.length === 0) orComplain(done);
      }}
    >
      <p>{t.eraseHelp}</p>
      <Select label={t.reason} value={reason} allowDeselect={false} data={REASONS.map((it) => ({ value: it, label: t.reasons[it] }))} error={erase.wrongWith('reason')} onChange={(it) => it && setReason(it)} />
      <TextInput label={t.confirm(customer.displayName)} autoComplete="off" value={confirmation} error={erase.wrongWith('confirmation') ?? erase.wrongWith('customerId')} onChange={(event) => setConfirmation(event.currentTarget.value)} data-autofocus />
      <div className={listing.row}>
        <Button type="submit" color="red" disabled={confirmation.trim() === ''} loading={erase.isBusy}>{t.really}</Button>
        <Button variant="default" onClick={onCancel}>{t.cancel}</Button>
      </div>
    </form>
  );
}

/** How far the erasure of somebody has come, of whom nothing else is shown any more. */
export function Erasing({ id }: { id: string }) {
  const t = useTexts(PRIVACY);
  const { data, reload } = useQuery(ErasureState, { id });
  const isDone = data?.erasure.status === 'DONE';
  useEffect(() => {
    if (isDone) {
      invalidate(['Customer', 'Conversation']);
      return undefined;
    }
    const timer = setInterval(reload, FRESH_MS);
    return () => clearInterval(timer);
  }, [isDone, reload]);
  const left = data?.erasure.leftIn ?? [];
  return (
    <div role="status">
      <Empty icon={IconShieldCheck} title={isDone ? t.done : t.erasing}>
        {isDone ? data.erasure.finishedAt && t.doneHelp(dateAndTime(data.erasure.finishedAt)) : t.erasingHelp}
        {!isDone && left.length > 0 && ` ${t.leftIn}: ${left.join(', ')}.`}
      </Empty>
    </div>
  );
}
