import { useState } from 'react';
import { Button, Select, TextInput } from '@mantine/core';
import { MessageWay, type MessageWayQueryVariables, TraceAccounts } from '@generated';
import { useQuery } from '@/api/queries';
import { inWords } from '@/app/toasts';
import { Bone, Pill } from '@/kit';
import { Facts, listing } from '@/kit/Listing';
import { dateAndTime } from '@/texts/format';
import { texts, useTexts } from '@/texts/texts';
import css from './parked.module.css';

export const TRACE = texts({
  es: {
    title: 'Seguir un mensaje', help: 'Todo su camino, sin lo que dice: cuándo llegó, qué se decidió, qué contestó la plataforma.', id: 'Id en la plataforma', account: 'Cuenta', own: 'Id de la API (sin cuenta)', follow: 'Seguir', in: 'Entró', out: 'Salió', direction: 'Sentido', message: 'Mensaje', nothing: 'Nada más que contar',
    kind: { ANALYSED: 'El modelo lo leyó', ANSWERED: 'Se respondió', ATTEMPTED: 'Se intentó mandar', CAUSED: 'Por qué se escribió', CHANGED: 'Cambió', DECIDED: 'ISAC decidió', OCCURRED: 'Se escribió', PARKED: 'Quedó apartado', REPORTED: 'La plataforma avisó', STORED: 'Quedó guardado', WAITING: 'Espera su turno' },
  },
  en: {
    title: 'Follow a message', help: 'Its whole way without what it says: when it came, what was decided, what the platform answered.', id: 'Id on the platform', account: 'Account', own: 'The API’s id (no account)', follow: 'Follow', in: 'Came in', out: 'Went out', direction: 'Way', message: 'Message', nothing: 'Nothing more to tell',
    kind: { ANALYSED: 'The model read it', ANSWERED: 'It was answered', ATTEMPTED: 'Sending was tried', CAUSED: 'Why it was written', CHANGED: 'It changed', DECIDED: 'ISAC decided', OCCURRED: 'It was written', PARKED: 'It was parked', REPORTED: 'The platform reported', STORED: 'It was stored', WAITING: 'It waits for its turn' },
  },
  pt: {
    title: 'Seguir uma mensagem', help: 'Todo o seu caminho, sem o que diz: quando chegou, o que se decidiu, o que a plataforma respondeu.', id: 'Id na plataforma', account: 'Conta', own: 'Id da API (sem conta)', follow: 'Seguir', in: 'Entrou', out: 'Saiu', direction: 'Sentido', message: 'Mensagem', nothing: 'Nada mais a contar',
    kind: { ANALYSED: 'O modelo a leu', ANSWERED: 'Foi respondida', ATTEMPTED: 'Tentou-se enviar', CAUSED: 'Por que foi escrita', CHANGED: 'Mudou', DECIDED: 'ISAC decidiu', OCCURRED: 'Foi escrita', PARKED: 'Ficou separada', REPORTED: 'A plataforma avisou', STORED: 'Ficou guardada', WAITING: 'Espera sua vez' },
  },
});

/** The whole way of one message, for whoever is asked where it stayed. */
export function Trace() {
  const t = useTexts(TRACE);
  const accounts = useQuery(TraceAccounts, {});
  const [account, setAccount] = useState<string | null>(null);
  const [id, setId] = useState('');
  const [asked, setAsked] = useState<MessageWayQueryVariables | null>(null);
  const { data, error, isLoading } = useQuery(MessageWay, asked);
  const kinds = t.kind as Readonly<Record<string, string>>;
  const way = data?.messageTrace;
  return (
    <form
      className={listing.form}
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(account ? { account, externalId: id.trim() } : { id: id.trim() });
      }}
    >
      <p className={listing.soft}>{t.help}</p>
      <div className={listing.pair}>
        <Select label={t.account} placeholder={t.own} clearable value={account} data={(accounts.data?.channels ?? []).map((it) => ({ value: it.id, label: it.name }))} onChange={setAccount} />
        <TextInput label={account ? t.id : t.own} placeholder={account ? 'wamid.…' : undefined} value={id} error={asked && error ? inWords(error) : undefined} onChange={(event) => setId(event.currentTarget.value)} data-autofocus />
      </div>
      <div className={listing.row}><Button type="submit" disabled={!id.trim()} loading={asked !== null && isLoading}>{t.follow}</Button></div>
      {asked && !way && !error && <Bone height={120} />}
      {way && (
        <div className={listing.part} role="status">
          <Facts of={[[t.direction, <Pill key="direction">{way.direction === 'INBOUND' ? t.in : t.out}</Pill>], [t.account, way.account?.name], [t.id, way.externalId && <code key="id">{way.externalId}</code>], [t.message, <code key="message">{way.messageId}</code>]]} />
          {way.steps.length === 0 && <p className={listing.soft}>{t.nothing}</p>}
          <ol className={css.way}>{way.steps.map((it, index) => <li key={index}>{it.at ? <time dateTime={it.at}>{dateAndTime(it.at)}</time> : <span />}<span>{kinds[it.kind] ?? it.kind}</span><code>{it.code}</code></li>)}</ol>
        </div>
      )}
    </form>
  );
}
