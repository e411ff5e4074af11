import { Button } from '@mantine/core';
import { IconRefresh, IconTemplate } from '@tabler/icons-react';
import { Link } from 'react-router';
import { MessageTemplates, type MessageTemplatesQuery, RefreshMessageTemplates, type TemplateWholeFragment } from '@generated';
import { invalidate, useMutation, useQuery } from '@/api/queries';
import { APP } from '@/app/texts';
import { inWords, orComplain, say } from '@/app/toasts';
import { Bone, ChannelMark, Empty, Pill, type Tone } from '@/kit';
import { SideDialog } from '@/kit/Dialog';
import { Facts, listing } from '@/kit/Listing';
import { dateAndTime } from '@/texts/format';
import { useTexts } from '@/texts/texts';
import { TEMPLATES } from './templateTexts';
import css from './templates.module.css';

const TONES: Record<string, Tone> = { APPROVED: 'good', PENDING: 'warn', IN_APPEAL: 'warn' };
const QUALITIES: Record<string, Tone> = { GREEN: 'good', YELLOW: 'warn', RED: 'bad' };
const MANAGER = 'https://business.facebook.com/wa/manage/message-templates/';

type Account = MessageTemplatesQuery['channels'][number];

/** What may be written to a customer once the reply window has closed. */
export function Templates({ opened, open }: { opened: string | null; open: (id: string | null) => void }) {
  const t = useTexts(TEMPLATES);
  const app = useTexts(APP);
  const { data, error, reload } = useQuery(MessageTemplates, {});
  if (error && !data) return <Empty title={inWords(error)} action={<Button onClick={reload}>{app.retry}</Button>} />;
  if (!data) return <Bone height={220} />;
  const accounts = data.channels.filter((it) => it.type === 'WHATSAPP');
  const current = data.messageTemplates.find((it) => it.id === opened) ?? null;
  return (
    <>
      {accounts.map((it) => <Account key={it.id} account={it} templates={data.messageTemplates.filter((template) => template.channel.id === it.id)} isOnly={accounts.length === 1} opened={opened} open={open} />)}
      {accounts.length === 0 && <Empty icon={IconTemplate} title={t.none} action={<Button component={Link} to="/channels">{t.accounts}</Button>}>{t.noWhatsApp}</Empty>}
      <SideDialog isOpen={current !== null} onClose={() => open(null)} size={480} title={current?.name}>
        {current && <Detail template={current} />}
      </SideDialog>
    </>
  );
}

function Account({ account, templates, isOnly, opened, open }: { account: Account; templates: readonly TemplateWholeFragment[]; isOnly: boolean; opened: string | null; open: (id: string) => void }) {
  const t = useTexts(TEMPLATES);
  const refresh = useMutation(RefreshMessageTemplates);
  const lacks = account.isSimulated ? t.simulated(account.name) : !account.hasAccessToken ? t.noToken(account.name) : !account.businessAccountId ? t.noBusiness(account.name) : null;
  const reload = (
    <Button
      variant="default"
      leftSection={<IconRefresh size={15} aria-hidden />}
      loading={refresh.isBusy}
      onClick={async () => {
        const done = await refresh.run({ input: { channelId: account.id } });
        if (!orComplain(done)) return;
        invalidate(['MessageTemplate']);
        say(t.reloaded(done.payload.templates.length));
      }}
    >
      {t.reload}
    </Button>
  );
  return (
    <section className={css.account} aria-label={account.name}>
      {(templates.length > 0 || !isOnly) && <header className={css.head}>
        <span className={css.who}><ChannelMark type={account.type} name={account.name} size={22} />{!isOnly && <h2>{account.name}</h2>}{templates.length > 0 && <span className={listing.soft}>{t.use}</span>}</span>
        {templates.length > 0 && reload}
      </header>}
      {lacks && templates.length > 0 && <p className={css.lacks} role="status">{lacks} <Link to="/channels">{t.accounts}</Link></p>}
      {templates.length === 0 && (lacks
        ? <Empty icon={IconTemplate} title={t.none} action={<Button component={Link} to="/channels">{t.accounts}</Button>}>{lacks} {t.noneHelp}</Empty>
        : <Empty icon={IconTemplate} title={t.none} action={<span className={css.next}>{reload}<Button component="a" href={MANAGER} target="_blank" rel="noopener noreferrer" variant="subtle">{t.manager}</Button></span>}>{t.noneHelp}</Empty>)}
      {templates.length > 0 && (
        <div className={listing.scroll}>
          <table className={listing.table}>
            <thead><tr><th scope="col">{t.template}</th><th scope="col">{t.status}</th><th scope="col" className={listing.wide}>{t.category}</th><th scope="col" className={listing.wide}>{t.text}</th></tr></thead>
            <tbody>
              {templates.map((it) => (
                <tr key={it.id} data-opens="" data-current={it.id === opened ? '' : undefined} onClick={() => open(it.id)}>
                  <td><button type="button" className={listing.opener} onClick={(event) => { event.stopPropagation(); open(it.id); }}>{it.name}</button><span className={css.language}>{it.language}</span></td>
                  <td><Status of={it} /></td>
                  <td className={listing.wide}>{(t.categories as Readonly<Record<string, string>>)[it.category] ?? it.category}</td>
                  <td className={`${listing.wide} ${listing.soft}`}><span className={css.body}>{it.body}</span></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Status({ of: { status, reason } }: { of: TemplateWholeFragment }) {
  const t = useTexts(TEMPLATES);
  return <Pill tone={TONES[status] ?? 'bad'} title={reason ?? undefined}>{(t.statuses as Readonly<Record<string, string>>)[status] ?? status}</Pill>;
}

function Detail({ template: it }: { template: TemplateWholeFragment }) {
  const t = useTexts(TEMPLATES);
  const quality = it.quality && ((t.qualities as Readonly<Record<string, string>>)[it.quality] ?? it.quality);
  return (
    <>
      <div className={listing.part}>
        <span className={listing.row}><Status of={it} /><Pill tone={it.isSendable ? 'good' : 'plain'}>{it.isSendable ? t.sendable : t.notSendable}</Pill></span>
        <div className={css.bubble}>
          {it.header ? <strong>{it.header}</strong> : it.headerFormat && <Pill>{it.headerFormat}</Pill>}
          <p>{it.body}</p>
          {it.footer && <small>{it.footer}</small>}
        </div>
        {it.buttons.length > 0 && <ul className={css.buttons} aria-label={t.buttons}>{it.buttons.map((button) => <li key={button.text} title={button.url ?? undefined}>{button.text}</li>)}</ul>}
      </div>
      <div className={listing.part}>
        <Facts
          of={[
            [t.why, it.reason],
            [t.category, (t.categories as Readonly<Record<string, string>>)[it.category] ?? it.category],
            [t.quality, quality && <Pill key="quality" tone={QUALITIES[it.quality ?? ''] ?? 'plain'}>{quality}</Pill>],
            [t.language, it.language],
            [t.places, it.parameters.length > 0 && it.parameters.map((place) => `{{${place}}}`).join(' ')],
            [t.account, it.channel.name],
            [t.read, dateAndTime(it.readAt)],
          ]}
        />
      </div>
    </>
  );
}
