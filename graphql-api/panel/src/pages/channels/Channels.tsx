import { type ReactNode, useState } from 'react';
import { Button, NumberInput, PasswordInput, Select, TextInput } from '@mantine/core';
import { useNavigate } from 'react-router';
import { IconPlayerPause, IconPlayerPlay, IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { type ChannelWholeFragment, Channels as ChannelsList, PauseChannel, ResumeChannel, SaveChannel, SetAssistantMode } from '@generated';
import { change, invalidate, useMutation, useQuery } from '@/api/queries';
import { useOpened } from '@/app/opened';
import { useMay } from '@/app/session';
import { useCondition } from '@/app/typed';
import { APP } from '@/app/texts';
import { inWords, orComplain, say } from '@/app/toasts';
import { Bone, ChannelMark, Empty, PageFrame, Pill } from '@/kit';
import { Dialog } from '@/kit/Dialog';
import { Facts, Tabs, listing } from '@/kit/Listing';
import { count, dateAndTime, useFormats } from '@/texts/format';
import { texts, useTexts } from '@/texts/texts';
import { useWord } from '@/texts/words';
import { News } from './News';
import { NEW, Routes } from './Routes';
import { Templates } from './Templates';
import { NEW_WEBHOOK, Webhooks } from './Webhooks';
import css from './channels.module.css';

const CHANNELS = texts({
  es: {
    title: 'Canales', accounts: 'Números y cuentas', routes: 'Canales a medida', templates: 'Plantillas', webhooks: 'Avisos a otros sistemas', news: 'Novedades', newWebhook: 'Nuevo aviso', newRoute: 'Nuevo archivo', connect: 'Conectar un número o una cuenta', edit: 'Cambiar', isac: 'ISAC', outside: 'Fuera del horario', same: 'Igual que siempre', now: (mode: string) => `ahora: ${mode.toLowerCase()}`,
    lastIn: 'Último recibido', lastOut: 'Último enviado', queue: 'Esperan para salir', error: 'Último error', never: 'Nunca', paused: 'En pausa', working: 'Funciona', simulated: 'Simulado', simulatedHelp: 'El simulador hace de plataforma: no hace falta token y nada sale de esta máquina.', noToken: 'Sin token', noSecret: 'Sin secreto', noTokenHelp: 'No se le puede mandar nada hasta que cargues su token.', noSecretHelp: 'No se acepta nada de lo que entrega la plataforma hasta que cargues el secreto de la app.', pause: 'Pausar envíos', resume: 'Reanudar', pausedNow: 'Envíos en pausa: nada se pierde', resumed: 'Vuelve a enviar',
    type: 'Canal', platformId: 'Id en la plataforma', platformHelp: 'WhatsApp: phone_number_id. Instagram: id de la cuenta.', name: 'Nombre', token: 'Token de acceso', secret: 'Secreto de la app', keep: 'Vacío: queda el que está', business: 'Id de la cuenta de WhatsApp Business', catalog: 'Id del catálogo', pace: 'Mensajes por segundo', tokenEnds: 'El token vence', save: 'Guardar', saved: 'Canal guardado',
    none: 'No hay canales', noneHelp: 'Conectá tu número de WhatsApp o tu cuenta de Instagram.', modeSet: 'Modo cambiado',
  },
  en: {
    title: 'Channels', accounts: 'Numbers and accounts', routes: 'Channels of your own', templates: 'Templates', webhooks: 'Webhooks', news: 'News', newWebhook: 'New webhook', newRoute: 'New file', connect: 'Connect a number or an account', edit: 'Change', isac: 'ISAC', outside: 'Outside opening hours', same: 'As always', now: (mode: string) => `now: ${mode.toLowerCase()}`,
    lastIn: 'Last received', lastOut: 'Last sent', queue: 'Waiting to leave', error: 'Last error', never: 'Never', paused: 'Paused', working: 'Working', simulated: 'Simulated', simulatedHelp: 'The simulator stands in for the platform: no token is needed, and nothing leaves this machine.', noToken: 'No token', noSecret: 'No secret', noTokenHelp: 'Nothing can be sent before you fill in its token.', noSecretHelp: 'Nothing that the platform delivers is accepted before you fill in the app’s secret.', pause: 'Pause sending', resume: 'Resume', pausedNow: 'Sending is paused: nothing is lost', resumed: 'Sending again',
    type: 'Channel', platformId: 'Id on the platform', platformHelp: 'WhatsApp: phone_number_id. Instagram: the account’s id.', name: 'Name', token: 'Access token', secret: 'App secret', keep: 'Empty: stays as it is', business: 'WhatsApp Business account id', catalog: 'Catalogue id', pace: 'Messages per second', tokenEnds: 'Token ends', save: 'Save', saved: 'Channel saved',
    none: 'No channels', noneHelp: 'Connect your WhatsApp number or your Instagram account.', modeSet: 'Mode changed',
  },
  pt: {
    title: 'Canais', accounts: 'Números e contas', routes: 'Canais sob medida', templates: 'Modelos', webhooks: 'Avisos a outros sistemas', news: 'Novidades', newWebhook: 'Novo aviso', newRoute: 'Novo arquivo', connect: 'Conectar um número ou uma conta', edit: 'Alterar', isac: 'ISAC', outside: 'Fora do horário', same: 'Como sempre', now: (mode: string) => `agora: ${mode.toLowerCase()}`,
    lastIn: 'Última recebida', lastOut: 'Última enviada', queue: 'Esperam para sair', error: 'Último erro', never: 'Nunca', paused: 'Em pausa', working: 'Funciona', simulated: 'Simulado', simulatedHelp: 'O simulador faz as vezes da plataforma: não precisa de token e nada sai desta máquina.', noToken: 'Sem token', noSecret: 'Sem segredo', noTokenHelp: 'Nada pode ser enviado até você preencher o token.', noSecretHelp: 'Nada do que a plataforma entrega é aceito até você preencher o segredo do app.', pause: 'Pausar envios', resume: 'Retomar', pausedNow: 'Envios em pausa: nada se perde', resumed: 'Volta a enviar',
    type: 'Canal', platformId: 'Id na plataforma', platformHelp: 'WhatsApp: phone_number_id. Instagram: id da conta.', name: 'Nome', token: 'Token de acesso', secret: 'Segredo do app', keep: 'Vazio: fica como está', business: 'Id da conta do WhatsApp Business', catalog: 'Id do catálogo', pace: 'Mensagens por segundo', tokenEnds: 'O token vence', save: 'Salvar', saved: 'Canal salvo',
    none: 'Não há canais', noneHelp: 'Conecte seu número do WhatsApp ou sua conta do Instagram.', modeSet: 'Modo alterado',
  },
});

const PARTS = ['templates', 'routes', 'webhooks', 'news'] as const;
const FOR_CONNECTING: ReadonlySet<string> = new Set(['routes', 'webhooks']);
const MODES = ['AUTO', 'SUGGEST', 'OFF'] as const;

/** Where customers write from, and how each way is doing. */
export default function Channels() {
  useFormats();
  const t = useTexts(CHANNELS);
  const mayConnect = useMay('INTEGRATION');
  const [part] = useCondition('part');
  const navigate = useNavigate();
  const [opened, open] = useOpened();
  const [edited, setEdited] = useState<ChannelWholeFragment | 'NEW' | null>(null);
  const parts = PARTS.filter((it) => mayConnect || !FOR_CONNECTING.has(it));
  const shown = parts.find((it) => it === part) ?? null;
  // What is open belongs to its part: another one begins with nothing open.
  const show = (next: string | null) => void navigate({ pathname: '/channels', search: next ? `?part=${next}` : '' }, { replace: true });
  const connect = mayConnect && <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited('NEW')}>{t.connect}</Button>;
  const tools: Partial<Record<string, ReactNode>> = {
    accounts: connect,
    routes: <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => open(NEW)}>{t.newRoute}</Button>,
    webhooks: <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => open(NEW_WEBHOOK)}>{t.newWebhook}</Button>,
  };
  return (
    <PageFrame title={t.title} tools={tools[shown ?? 'accounts']}>
      <Tabs label={t.title} value={shown as string | null} options={[{ value: null, title: t.accounts }, ...parts.map((it) => ({ value: it as string | null, title: t[it] }))]} onChange={show} />
      {shown === null && <Accounts connect={connect} onEdit={mayConnect ? setEdited : null} />}
      {shown === 'templates' && <Templates opened={opened} open={open} />}
      {shown === 'routes' && <Routes opened={opened} open={open} />}
      {shown === 'webhooks' && <Webhooks opened={opened} open={open} />}
      {shown === 'news' && <News />}
      <Dialog isOpen={edited !== null} onClose={() => setEdited(null)} title={edited === 'NEW' ? t.connect : t.edit} size={620}>
        {edited && <Edit channel={edited === 'NEW' ? null : edited} onDone={() => setEdited(null)} />}
      </Dialog>
    </PageFrame>
  );
}

function Accounts({ connect, onEdit }: { connect: ReactNode; onEdit: ((channel: ChannelWholeFragment) => void) | null }) {
  const t = useTexts(CHANNELS);
  const app = useTexts(APP);
  const { data, error, reload } = useQuery(ChannelsList, {});
  return (
    <>
      {error && !data && <Empty title={inWords(error)} action={<Button onClick={reload}>{app.retry}</Button>} />}
      {!data && !error && <Bone height={220} />}
      {data?.channels.length === 0 && <Empty icon={IconPlugConnected} title={t.none} action={connect}>{t.noneHelp}</Empty>}
      <div className={css.channels}>{data?.channels.map((it) => <Channel key={it.id} channel={it} onEdit={onEdit} />)}</div>
    </>
  );
}

function Channel({ channel, onEdit }: { channel: ChannelWholeFragment; onEdit: ((channel: ChannelWholeFragment) => void) | null }) {
  const t = useTexts(CHANNELS);
  const word = useWord();
  const mayDirect = useMay('SUPERVISION');
  const { health, pause } = channel;
  // What a channel of one's own needs, its file says.
  const isOfMeta = channel.type === 'WHATSAPP' || channel.type === 'INSTAGRAM';
  const setMode = async (mode: string, outsideHours: string | null) => {
    const done = await change(SetAssistantMode, { input: { accountId: channel.id, mode: mode as (typeof MODES)[number], outsideHours: outsideHours as (typeof MODES)[number] | null } });
    if (orComplain(done)) say(t.modeSet);
  };
  return (
    <article className={css.channel}>
      <header className={css.head}>
        <ChannelMark type={channel.type} name={channel.name} size={30} />
        <h2>{channel.name}</h2>
        {pause ? <Pill tone="bad" title={pause.reason}>{t.paused}</Pill> : <Pill tone="good">{t.working}</Pill>}
        {channel.isSimulated && <Pill title={t.simulatedHelp}>{t.simulated}</Pill>}
        {isOfMeta && !channel.isSimulated && !channel.hasAccessToken && <Pill tone="warn" title={t.noTokenHelp}>{t.noToken}</Pill>}
        {isOfMeta && !channel.isSimulated && !channel.hasAppSecret && <Pill tone="warn" title={t.noSecretHelp}>{t.noSecret}</Pill>}
      </header>
      {pause && <p className={css.why}>{pause.reason} · {dateAndTime(pause.since)}</p>}
      <Facts
        of={[
          [t.lastIn, health.lastInboundAt ? dateAndTime(health.lastInboundAt) : t.never],
          [t.lastOut, health.lastSentAt ? dateAndTime(health.lastSentAt) : t.never],
          [t.queue, count(health.queueDepth)],
          [t.error, health.lastError && `${health.lastError.message} (${health.lastError.code}, ${dateAndTime(health.lastError.at)})`],
          [t.platformId, channel.platformId],
          [t.tokenEnds, channel.accessTokenEndsAt && dateAndTime(channel.accessTokenEndsAt)],
        ]}
      />
      <div className={listing.pair}>
        <Select label={`${t.isac} · ${t.now(word('assistantMode', channel.assistantModeNow))}`} value={channel.assistantMode} readOnly={!mayDirect} allowDeselect={false} data={MODES.map((it) => ({ value: it, label: word('assistantMode', it) }))} onChange={(it) => it && void setMode(it, channel.assistantModeOutsideHours)} />
        <Select label={t.outside} value={channel.assistantModeOutsideHours ?? ''} readOnly={!mayDirect} allowDeselect={false} data={[{ value: '', label: t.same }, ...MODES.map((it) => ({ value: it, label: word('assistantMode', it) }))]} onChange={(it) => void setMode(channel.assistantMode, it || null)} />
      </div>
      <div className={listing.row}>
        {pause
          ? <Button leftSection={<IconPlayerPlay size={15} aria-hidden />} onClick={async () => { if (orComplain(await change(ResumeChannel, { input: { channelId: channel.id } }))) say(t.resumed); }}>{t.resume}</Button>
          : <Button variant="default" leftSection={<IconPlayerPause size={15} aria-hidden />} onClick={async () => { if (orComplain(await change(PauseChannel, { input: { channelId: channel.id } }))) say(t.pausedNow, () => void change(ResumeChannel, { input: { channelId: channel.id } })); }}>{t.pause}</Button>}
        {onEdit && <Button variant="subtle" onClick={() => onEdit(channel)}>{t.edit}</Button>}
      </div>
    </article>
  );
}

function Edit({ channel, onDone }: { channel: ChannelWholeFragment | null; onDone: () => void }) {
  const t = useTexts(CHANNELS);
  const word = useWord();
  const save = useMutation(SaveChannel);
  const [type, setType] = useState<string>(channel?.type ?? 'WHATSAPP');
  const [platformId, setPlatformId] = useState(channel?.platformId ?? '');
  const [name, setName] = useState(channel?.name ?? '');
  const [accessToken, setAccessToken] = useState('');
  const [appSecret, setAppSecret] = useState('');
  const [businessAccountId, setBusiness] = useState(channel?.businessAccountId ?? '');
  const [catalogId, setCatalog] = useState(channel?.catalogId ?? '');
  const [messagesPerSecond, setPace] = useState<number | string>(channel?.messagesPerSecond ?? 80);
  return (
    <form
      className={listing.form}
      onSubmit={async (event) => {
        event.preventDefault();
        const done = await save.run({
          input: {
            ...(channel ? { id: channel.id } : { type: type as 'WHATSAPP' | 'INSTAGRAM', platformId }),
            name,
            accessToken: accessToken || undefined,
            appSecret: appSecret || undefined,
            businessAccountId: businessAccountId || undefined,
            catalogId: catalogId || undefined,
            messagesPerSecond: Number(messagesPerSecond),
          },
        });
        if (done.ok) {
          invalidate(['ChannelAccount']);
          say(t.saved);
          onDone();
        } else if (done.wrong.length === 0) {
          orComplain(done);
        }
      }}
    >
      {!channel && (
        <div className={listing.pair}>
          <Select label={t.type} value={type} allowDeselect={false} data={['WHATSAPP', 'INSTAGRAM'].map((it) => ({ value: it, label: word('channel', it) }))} error={save.wrongWith('type')} onChange={(it) => it && setType(it)} />
          <TextInput label={t.platformId} description={t.platformHelp} value={platformId} error={save.wrongWith('platformId')} onChange={(event) => setPlatformId(event.currentTarget.value)} />
        </div>
      )}
      <TextInput label={t.name} value={name} error={save.wrongWith('name')} onChange={(event) => setName(event.currentTarget.value)} />
      <PasswordInput label={t.token} placeholder={channel?.hasAccessToken ? t.keep : undefined} autoComplete="off" value={accessToken} error={save.wrongWith('accessToken')} onChange={(event) => setAccessToken(event.currentTarget.value)} />
      <PasswordInput label={t.secret} placeholder={channel?.hasAppSecret ? t.keep : undefined} autoComplete="off" value={appSecret} error={save.wrongWith('appSecret')} onChange={(event) => setAppSecret(event.currentTarget.value)} />
      <div className={listing.pair}>
        {type === 'WHATSAPP' && <TextInput label={t.business} value={businessAccountId} error={save.wrongWith('businessAccountId')} onChange={(event) => setBusiness(event.currentTarget.value)} />}
        {type === 'WHATSAPP' && <TextInput label={t.catalog} value={catalogId} error={save.wrongWith('catalogId')} onChange={(event) => setCatalog(event.currentTarget.value)} />}
        <NumberInput label={t.pace} value={messagesPerSecond} min={1} max={1000} error={save.wrongWith('messagesPerSecond')} onChange={setPace} />
      </div>
      <div className={listing.row}><Button type="submit" loading={save.isBusy}>{t.save}</Button></div>
    </form>
  );
}
