import { type ReactNode, useState } from 'react';
import { Button, Select, Switch, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconClock, IconPlus, IconVolume } from '@tabler/icons-react';
import { Link } from 'react-router';
import { AssistantModes, type AssistantModesQuery, ServerHealth, SetAssistantMode, ShopRules, ShopSettings, type ShopSettingsQuery } from '@generated';
import { change, useQuery } from '@/api/queries';
import { chime, wantDesktop } from '@/app/notifications';
import { useMay } from '@/app/session';
import { NEWS_KINDS, setSettings, toggled, useSettings } from '@/app/settings';
import { APP } from '@/app/texts';
import { inWords, orComplain, say } from '@/app/toasts';
import { TOLD_VIEWS, VIEW_TITLES } from '@/conversations/views';
import { Bone, ChannelMark, Empty, PageFrame, Pill } from '@/kit';
import { Facts, Tabs, listing } from '@/kit/Listing';
import { Section, Sections } from '@/kit/Section';
import { bytes, count, dateAndTime, money, percent, shortDate, span, useFormats } from '@/texts/format';
import { LANGUAGES, LANGUAGE_NAMES, languageNow, setLanguage } from '@/texts/language';
import { useTexts } from '@/texts/texts';
import { DAYS, stretch, weekday } from '@/texts/week';
import { useWord } from '@/texts/words';
import { durationMs } from './rules';
import { Tags } from './Tags';
import { SETTINGS } from './texts';
import css from './settings.module.css';

const MODES = ['AUTO', 'SUGGEST', 'OFF'] as const;

type Mode = (typeof MODES)[number];
type Channel = AssistantModesQuery['channels'][number];
type Info = ShopSettingsQuery['serverInfo'];
type Hours = NonNullable<ShopSettingsQuery['knowledgeArticles']['nodes'][number]['openingHours']>;

/** How the panel is for whoever looks, and how the shop works. */
export default function Settings() {
  useFormats();
  const t = useTexts(SETTINGS);
  const app = useTexts(APP);
  const mayDirect = useMay('SUPERVISION');
  const mayAdminister = useMay('ADMINISTRATION');
  const { data, error, reload } = useQuery(ShopSettings, {});
  return (
    <PageFrame title={t.title}>
      <Sections>
        <Mine />
        {error && !data && <Empty title={inWords(error)} action={<Button onClick={reload}>{app.retry}</Button>} />}
        {!data && !error && <Bone height={220} />}
        {data && <Shop info={data.serverInfo} />}
        {data && <OpeningHours article={data.knowledgeArticles.nodes[0] ?? null} />}
        {mayDirect && <Assistant />}
        {mayDirect && <Tags />}
        {mayDirect && data && <Rules currency={data.serverInfo.shop.currency} />}
        {data && <Server info={data.serverInfo} health={mayAdminister && <Health />} />}
      </Sections>
    </PageFrame>
  );
}

function Line({ title, help, children }: { title: string; help?: ReactNode; children: ReactNode }) {
  return (
    <div className={css.line}>
      <div className={css.name}>{title}{help && <small>{help}</small>}</div>
      <div className={css.value}>{children}</div>
    </div>
  );
}

/** Some of several. */
function Picks({ label, of }: { label: string; of: readonly { id: string; title: string; isOn: boolean; toggle: () => void }[] }) {
  return (
    <div className={css.picks} role="group" aria-label={label}>
      {of.map((it) => (
        <button key={it.id} type="button" className={css.choice} aria-pressed={it.isOn} onClick={it.toggle}>
          {it.isOn ? <IconCheck size={14} aria-hidden /> : <IconPlus size={14} aria-hidden />}{it.title}
        </button>
      ))}
    </div>
  );
}

/** What each person sets for themselves. */
function Mine() {
  const t = useTexts(SETTINGS);
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const views = useTexts(VIEW_TITLES);
  const { hasSound, hasDesktop, hasFirstSteps, mutedNews, toldViews } = useSettings();
  const [isRefused, setRefused] = useState(false);
  const mayBeLed = useMay('ADMINISTRATION');
  const mayRead = useMay('CONVERSATIONS');
  return (
    <Section title={t.mine} help={t.mineHelp}>
      <div className={css.lines}>
        <Line title={t.language}>
          <Tabs label={t.language} value={languageNow()} options={LANGUAGES.map((it) => ({ value: it, title: LANGUAGE_NAMES[it] }))} onChange={setLanguage} />
        </Line>
        <Line title={t.appearance}>
          <Tabs label={t.appearance} value={colorScheme} options={[{ value: 'light', title: t.light }, { value: 'dark', title: t.dark }, { value: 'auto', title: t.auto }]} onChange={setColorScheme} />
        </Line>
        {mayRead && (
          <>
            <Line title={t.sound}>
              <Button variant="subtle" leftSection={<IconVolume size={15} aria-hidden />} onClick={chime}>{t.hear}</Button>
              <Switch aria-label={t.sound} checked={hasSound} onChange={(event) => setSettings({ hasSound: event.currentTarget.checked })} />
            </Line>
            <Line title={t.desktop} help={isRefused && <span role="alert">{t.desktopRefused}</span>}>
              <Switch
                aria-label={t.desktop}
                checked={hasDesktop}
                onChange={async (event) => {
                  setRefused(!(await wantDesktop(event.currentTarget.checked)));
                }}
              />
            </Line>
            <Line title={t.news}>
              <Picks label={t.news} of={NEWS_KINDS.map((it) => ({ id: it, title: t.newsOf[it], isOn: !mutedNews.includes(it), toggle: () => setSettings({ mutedNews: toggled(mutedNews, it) }) }))} />
            </Line>
            <Line title={t.newsIn}>
              <Picks label={t.newsIn} of={TOLD_VIEWS.map((it) => ({ id: it, title: views[it], isOn: toldViews.includes(it), toggle: () => setSettings({ toldViews: toggled(toldViews, it) }) }))} />
            </Line>
          </>
        )}
        {mayBeLed && <Line title={t.firstSteps}><Switch aria-label={t.firstSteps} checked={hasFirstSteps} onChange={(event) => setSettings({ hasFirstSteps: event.currentTarget.checked })} /></Line>}
      </div>
    </Section>
  );
}

/** A setting that only whoever runs the server changes, with the variable's name for them. */
function Fixed({ of }: { of: readonly (readonly [title: string, value: ReactNode, setting: string])[] }) {
  return (
    <div className={css.lines}>
      {of.map(([title, value, setting]) => <div key={setting} className={css.fixed}><span>{title}</span><b>{value}</b><code className={css.setting}>{setting}</code></div>)}
    </div>
  );
}

function Shop({ info: { shop } }: { info: Info }) {
  const t = useTexts(SETTINGS);
  const mayDirect = useMay('SUPERVISION');
  const unset = <span className={listing.soft}>{t.notSet}</span>;
  const all = [
    [t.name, shop.name || unset, 'CRM_SHOP_NAME'],
    [t.legalName, shop.legalName ?? unset, 'CRM_SHOP_LEGAL_NAME'],
    [t.taxId, shop.taxId ?? unset, 'CRM_SHOP_TAX_ID'],
    [t.address, shop.address ?? unset, 'CRM_SHOP_ADDRESS'],
    [t.contact, shop.contact ?? unset, 'CRM_SHOP_CONTACT'],
    [t.currency, shop.currency, 'CRM_CURRENCY'],
    [t.locale, shop.locale, 'CRM_LOCALE'],
    [t.timeZone, shop.timeZone, 'CRM_TIME_ZONE'],
    [t.region, shop.region, 'CRM_REGION'],
  ] as const;
  return (
    <Section title={t.shop} help={t.shopHelp}>
      {mayDirect ? <><Fixed of={all} /><p className={css.note}>{t.fixed}</p></> : <Facts of={all.map(([title, value]) => [title, value] as const)} />}
    </Section>
  );
}

/** A day of the calendar, which is no instant: no zone may move it. */
const calendarDay = (day: string): string => shortDate(`${day}T12:00:00`);

function OpeningHours({ article }: { article: ShopSettingsQuery['knowledgeArticles']['nodes'][number] | null }) {
  const t = useTexts(SETTINGS);
  const mayDirect = useMay('SUPERVISION');
  const mayOpen = useMay('CONVERSATIONS');
  const hours: Hours | null = article?.openingHours ?? null;
  const link = (words: string) => mayDirect && mayOpen && <Button component={Link} to="/knowledge" variant="default">{words}</Button>;
  if (!hours) {
    return <Section title={t.hours} help={t.hoursHelp}><Empty icon={IconClock} title={t.noHours} action={link(t.tellHours)} /></Section>;
  }
  const holidays = t.onHolidays as Readonly<Record<string, string>>;
  return (
    <Section
      title={<span className={listing.row}>{t.hours}<Pill tone={hours.isOpenNow ? 'good' : 'plain'}>{hours.isOpenNow ? t.openNow : [t.closedNow, hours.nextOpeningAt && t.opensAt(dateAndTime(hours.nextOpeningAt))].filter(Boolean).join(', ')}</Pill>{article?.isActive === false && <Pill tone="warn">{t.inactive}</Pill>}</span>}
      help={t.hoursHelp}
      tools={link(t.change)}
    >
      <Facts
        of={[
          ...DAYS.map((day) => {
            const openings = hours.week.filter((it) => it.day === day);
            return [<span key={day} className={css.day}>{weekday(day)}</span>, openings.length > 0 ? <span className={css.hours} key="hours">{openings.map((it) => stretch(it.hours)).join(' · ')}</span> : <span className={listing.soft} key="closed">{t.closed}</span>] as const;
          }),
          [t.holidays, holidays[hours.onPublicHolidays] ?? hours.onPublicHolidays] as const,
          ...hours.specialDays.map((it) => [it.name, `${calendarDay(it.from)}${it.to !== it.from ? `–${calendarDay(it.to)}` : ''}${it.isYearly ? ` (${t.yearly})` : ''}: ${it.openings.length > 0 ? it.openings.map(stretch).join(' · ') : t.closed.toLowerCase()}`] as const),
        ]}
      />
    </Section>
  );
}

function Assistant() {
  const t = useTexts(SETTINGS);
  const word = useWord();
  const mayConnect = useMay('INTEGRATION');
  const { data, error } = useQuery(AssistantModes, {});
  const modes = MODES.map((it) => ({ value: it as string, label: word('assistantMode', it) }));

  async function set(channel: Channel, mode: string, outsideHours: string | null): Promise<void> {
    const done = await change(SetAssistantMode, { input: { accountId: channel.id, mode: mode as Mode, outsideHours: outsideHours as Mode | null } });
    if (orComplain(done)) say(t.modeSet, () => void change(SetAssistantMode, { input: { accountId: channel.id, mode: channel.assistantMode as Mode, outsideHours: channel.assistantModeOutsideHours as Mode | null } }).then(orComplain));
  }

  return (
    <Section title={t.isac} help={t.isacHelp}>
      {error && !data && <Empty title={inWords(error)} />}
      {!data && !error && <Bone height={120} />}
      {data?.channels.length === 0 && <p className={listing.soft}>{t.noChannels} {mayConnect && <Link to="/channels">{t.connect}</Link>}</p>}
      <div className={css.lines}>
        {data?.channels.map((it) => (
          <div key={it.id} className={css.channel}>
            <span className={css.account}><ChannelMark type={it.type} name={it.name} size={26} /><span>{it.name}<small>{t.now(word('assistantMode', it.assistantModeNow))}</small></span></span>
            <Select label={t.inHours} aria-label={`${it.name}: ${t.inHours}`} allowDeselect={false} value={it.assistantMode} data={modes} onChange={(mode) => mode && void set(it, mode, it.assistantModeOutsideHours)} />
            <Select label={t.outside} aria-label={`${it.name}: ${t.outside}`} allowDeselect={false} value={it.assistantModeOutsideHours ?? ''} data={[{ value: '', label: t.same }, ...modes]} onChange={(mode) => void set(it, it.assistantMode, mode || null)} />
          </div>
        ))}
      </div>
    </Section>
  );
}

function Rules({ currency }: { currency: string }) {
  const t = useTexts(SETTINGS);
  const { data, error } = useQuery(ShopRules, {});
  const names = t.rule as Readonly<Record<string, string>>;
  const visibilities = t.visibilities as Readonly<Record<string, string>>;

  function shown(name: string, value: string): ReactNode {
    const duration = durationMs(value);
    if (duration !== null) return span(duration).replace(/ 0 min$/, '');
    if (name.endsWith('discount')) return percent(Number(value) / 100);
    if (name === 'visibility') return visibilities[value] ?? value;
    if (name === 'high-value' || name === 'wholesale-units') {
      if (Number(value) === 0) return t.never;
      return name === 'high-value' ? money(BigInt(Math.round(Number(value) * 100)), currency) : count(Number(value));
    }
    return value;
  }

  return (
    <Section title={t.rules} help={t.rulesHelp}>
      {error && !data && <Empty title={inWords(error)} />}
      {!data && !error && <Bone height={160} />}
      {data && <Fixed of={data.serverInfo.rules.map((it) => [names[it.name] ?? it.name, shown(it.name, it.value), it.setting] as const)} />}
      {data && <p className={css.note}>{t.fixed}</p>}
    </Section>
  );
}

function Server({ info, health }: { info: Info; health: ReactNode }) {
  const t = useTexts(SETTINGS);
  const features = t.feature as Readonly<Record<string, string>>;
  return (
    <Section title={t.server}>
      <Facts
        of={[
          [t.version, [info.version, info.builtAt && t.built(dateAndTime(info.builtAt))].filter(Boolean).join(', ')],
          [t.features, <span key="features" className={listing.row}>{info.features.filter((it) => it.isOn).map((it) => <Pill key={it.name}>{features[it.name] ?? it.name}</Pill>)}</span>],
          [t.uploads, bytes(info.limits.uploadBytes)],
        ]}
      />
      {health}
    </Section>
  );
}

function Health() {
  const t = useTexts(SETTINGS);
  const { data } = useQuery(ServerHealth, {});
  if (!data) return <Bone height={60} />;
  const { nodeId, database } = data.serverInfo;
  return (
    <>
      <Facts
        of={[
          [t.node, <code key="node">{nodeId}</code>],
          [t.database, database.isEmbedded ? t.embedded(bytes(database.bytesOnDisk)) : t.external],
          [t.memory, percent(database.heapShare)],
        ]}
      />
      {database.isOutgrowingHeap && <p role="alert" className={css.tight}>{t.outgrowing}</p>}
    </>
  );
}
