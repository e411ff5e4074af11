import { IconBroadcast } from '@tabler/icons-react';
import { ChannelEvents, type ChannelEventsQuery } from '@generated';
import { ChannelMark, Empty } from '@/kit';
import { type Column, Listing, listing } from '@/kit/Listing';
import { dateAndTime } from '@/texts/format';
import { texts, useTexts } from '@/texts/texts';
import css from './news.module.css';

type Row = ChannelEventsQuery['channelEvents']['nodes'][number];

const NEWS = texts({
  es: {
    what: 'Qué', account: 'Cuenta', at: 'Cuándo', detail: 'Tal como llegó', whole: 'Toda la empresa', none: 'Las plataformas no contaron nada todavía', noneHelp: 'Acá aparece lo que Meta avisa de tus cuentas: la calidad del número, límites, plantillas aprobadas o rechazadas.', see: 'Ver',
    field: { message_template_status_update: 'Estado de una plantilla', message_template_quality_update: 'Calidad de una plantilla', message_template_components_update: 'Cambió una plantilla', template_category_update: 'Categoría de una plantilla', phone_number_quality_update: 'Calidad del número', phone_number_name_update: 'Nombre del número', account_update: 'Cambió la cuenta', account_review_update: 'Revisión de la cuenta', account_alerts: 'Alerta de la cuenta', business_capability_update: 'Límites de la empresa', security: 'Seguridad' },
  },
  en: {
    what: 'What', account: 'Account', at: 'When', detail: 'As it came', whole: 'The whole business', none: 'The platforms have told nothing yet', noneHelp: 'Here you see what Meta tells of your accounts: the number’s quality, limits, templates that were approved or rejected.', see: 'See',
    field: { message_template_status_update: 'A template’s status', message_template_quality_update: 'A template’s quality', message_template_components_update: 'A template changed', template_category_update: 'A template’s category', phone_number_quality_update: 'The number’s quality', phone_number_name_update: 'The number’s name', account_update: 'The account changed', account_review_update: 'The account’s review', account_alerts: 'An alert about the account', business_capability_update: 'The business’s limits', security: 'Security' },
  },
  pt: {
    what: 'O quê', account: 'Conta', at: 'Quando', detail: 'Tal como chegou', whole: 'A empresa toda', none: 'As plataformas ainda não contaram nada', noneHelp: 'Aqui aparece o que a Meta avisa das suas contas: a qualidade do número, limites, modelos aprovados ou rejeitados.', see: 'Ver',
    field: { message_template_status_update: 'Estado de um modelo', message_template_quality_update: 'Qualidade de um modelo', message_template_components_update: 'Mudou um modelo', template_category_update: 'Categoria de um modelo', phone_number_quality_update: 'Qualidade do número', phone_number_name_update: 'Nome do número', account_update: 'Mudou a conta', account_review_update: 'Revisão da conta', account_alerts: 'Alerta da conta', business_capability_update: 'Limites da empresa', security: 'Segurança' },
  },
});

function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}

/** What the platforms tell of the shop's accounts, which belongs to no conversation. */
export function News() {
  const t = useTexts(NEWS);
  const fields = t.field as Readonly<Record<string, string>>;
  const columns: readonly Column<Row>[] = [
    { title: t.what, of: (it) => <span className={listing.row}><ChannelMark type={it.channel} />{fields[it.field] ?? it.field}</span> },
    { title: t.account, of: (it) => it.account?.name ?? t.whole },
    { title: t.at, of: (it) => dateAndTime(it.occurredAt ?? it.receivedAt) },
    { title: t.detail, of: (it) => it.raw && <details className={css.raw}><summary>{t.see}</summary><pre tabIndex={0}>{pretty(it.raw)}</pre></details>, isWide: true },
  ];
  return <Listing query={ChannelEvents} variables={{ first: 50 }} page={(data) => data.channelEvents} columns={columns} keyOf={(it) => String(it.number)} empty={<Empty icon={IconBroadcast} title={t.none}>{t.noneHelp}</Empty>} />;
}
