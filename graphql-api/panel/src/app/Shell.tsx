import { Suspense, lazy, useEffect, useMemo, useState } from 'react';
import { Menu, Tooltip, useMantineColorScheme } from '@mantine/core';
import { IconBell, IconBellOff, IconCheck, IconDeviceMobileMessage, IconLanguage, IconLogout, IconMoon, IconSearch, IconSun, IconSunMoon, IconVolume, IconVolumeOff } from '@tabler/icons-react';
import { NavLink, Outlet, useLocation, useNavigate } from 'react-router';
import { SetPresence } from '@generated';
import { ask } from '@/api/http';
import { useLiveConversations } from '@/conversations/conversations';
import { Avatar, Bone } from '@/kit';
import { LANGUAGES, LANGUAGE_NAMES, languageNow, setLanguage } from '@/texts/language';
import { useTexts } from '@/texts/texts';
import { useWord } from '@/texts/words';
import { listenToKeys, useActions } from './actions';
import { Broken } from './Broken';
import { ConnectionBar } from './ConnectionBar';
import { FirstStepsBar } from './FirstSteps';
import { listenForNews, wantDesktop } from './notifications';
import { GROUPS, PAGES } from './pages';
import { isIn, useMe } from './session';
import { setSettings, useSettings } from './settings';
import { APP } from './texts';
import { Toasts } from './toasts';
import css from './Shell.module.css';

const Palette = lazy(() => import('./Palette').then((it) => ({ default: it.Palette })));
const ShortcutHelp = lazy(() => import('./ShortcutHelp').then((it) => ({ default: it.ShortcutHelp })));

const PRESENCE_EVERY_MS = 30_000;

/** Said again and again: a closed laptop says nothing, and its conversations go to somebody else. */
function usePresence(): boolean {
  const me = useMe();
  const counts = me.advisor !== null && isIn(me, 'CONVERSATIONS');
  // In all tabs, and over a reload: nobody is given work because another page of theirs thinks that they are there.
  const { isPresent } = useSettings();
  useEffect(() => {
    if (!counts) return undefined;
    const say = () => void ask(SetPresence, { input: { status: isPresent ? 'ONLINE' : 'AWAY' } }).catch(() => {});
    say();
    const timer = setInterval(say, PRESENCE_EVERY_MS);
    return () => clearInterval(timer);
  }, [counts, isPresent]);
  return isPresent;
}

function Waiting() {
  return <div className={css.waiting}><Bone width={180} height={22} /><Bone height={14} /><Bone width="70%" height={14} /></div>;
}

/** The frame alone, while the first page is on its way. */
export function Starting() {
  return (
    <div className={css.shell} aria-busy>
      <div className={css.rail}><span className={css.logo} aria-hidden>I</span></div>
      <main className={css.main}><Waiting /></main>
    </div>
  );
}

export function Shell({ onLeave }: { onLeave: () => void }) {
  const t = useTexts(APP);
  const word = useWord();
  const me = useMe();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  // Without this the kit would inject a style sheet for the moment of the change, which the content security policy forbids.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const { hasSound, hasDesktop } = useSettings();
  const isPresent = usePresence();
  const [dialog, setDialog] = useState<'palette' | 'help' | null>(null);
  const language = languageNow();
  const pages = useMemo(() => PAGES.filter((it) => isIn(me, it.circle)), [me]);
  const mayRead = isIn(me, 'CONVERSATIONS');

  useEffect(() => listenToKeys(), []);
  useLiveConversations(mayRead);
  useEffect(() => (mayRead ? listenForNews(me, (path) => void navigate(path)) : undefined), [mayRead, me, navigate]);

  useActions([
    { id: 'palette', title: t.palette, section: t.actions, shortcuts: [{ code: 'KeyK', mod: true }], run: () => setDialog('palette') },
    { id: 'help', title: t.shortcuts, section: t.actions, shortcuts: [{ code: 'Slash', shift: true }, { code: 'Minus', shift: true }], run: () => setDialog('help') },
    { id: 'dark', title: `${t.theme}: ${colorScheme === 'dark' ? t.light : t.dark}`, section: t.actions, run: () => setColorScheme(colorScheme === 'dark' ? 'light' : 'dark') },
    ...LANGUAGES.map((it) => ({ id: `language-${it}`, title: `${t.language}: ${LANGUAGE_NAMES[it]}`, section: t.actions, run: () => setLanguage(it) })),
    ...pages.map((it) => ({
      id: `go-${it.path}`,
      title: it.title[language],
      section: t.goTo,
      shortcuts: it.goKey ? [{ after: 'KeyG', code: it.goKey }] : [],
      run: () => void navigate(`/${it.path}`),
    })),
  ]);

  return (
    <div className={css.shell} id="panel">
      <a className={css.skip} href="#page">{t.skip}</a>
      <nav className={css.rail} aria-label={t.navigation}>
        <span className={css.logo} aria-hidden>I</span>
        <Tooltip label={t.palette} position="right">
          <button type="button" className={css.link} onClick={() => setDialog('palette')} aria-label={t.palette}><IconSearch size={20} stroke={1.8} aria-hidden /></button>
        </Tooltip>
        <div className={css.links}>
          {GROUPS.map((group) => (
            <div key={group} className={css.group}>
              {pages.filter((it) => it.group === group).map(({ path, title, icon: Mark }) => (
                <Tooltip key={path} label={title[language]} position="right">
                  <NavLink to={`/${path}`} className={css.link} aria-label={title[language]}><Mark size={21} stroke={1.7} aria-hidden /></NavLink>
                </Tooltip>
              ))}
            </div>
          ))}
        </div>
        <Menu position="right-end" width={260} withinPortal>
          <Menu.Target>
            <button type="button" className={css.me} aria-label={`${t.menu}: ${me.name}`} data-present={isPresent || undefined}>
              <Avatar name={me.name} size={34} />
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>{me.name} · {word('role', me.role)}</Menu.Label>
            {mayRead && me.advisor && (
              <Menu.Item closeMenuOnClick={false} onClick={() => setSettings({ isPresent: !isPresent })} leftSection={<span className={css.dot} data-present={isPresent || undefined} />}>
                {isPresent ? t.present : t.away}
              </Menu.Item>
            )}
            <Menu.Item closeMenuOnClick={false} onClick={() => setSettings({ hasSound: !hasSound })} leftSection={hasSound ? <IconVolume size={16} /> : <IconVolumeOff size={16} />} rightSection={hasSound && <IconCheck size={15} />}>{t.sound}</Menu.Item>
            <Menu.Item closeMenuOnClick={false} onClick={() => void wantDesktop(!hasDesktop)} leftSection={hasDesktop ? <IconBell size={16} /> : <IconBellOff size={16} />} rightSection={hasDesktop && <IconCheck size={15} />}>{t.desktop}</Menu.Item>
            <Menu.Divider />
            <Menu.Label>{t.theme}</Menu.Label>
            {(['light', 'dark', 'auto'] as const).map((it) => {
              const Mark = { light: IconSun, dark: IconMoon, auto: IconSunMoon }[it];
              return (
                <Menu.Item key={it} closeMenuOnClick={false} onClick={() => setColorScheme(it)} leftSection={<Mark size={16} />} rightSection={colorScheme === it && <IconCheck size={15} />}>
                  {{ light: t.light, dark: t.dark, auto: t.system }[it]}
                </Menu.Item>
              );
            })}
            <Menu.Label>{t.language}</Menu.Label>
            {LANGUAGES.map((it) => (
              <Menu.Item key={it} closeMenuOnClick={false} onClick={() => setLanguage(it)} leftSection={<IconLanguage size={16} />} rightSection={language === it && <IconCheck size={15} />} lang={it}>{LANGUAGE_NAMES[it]}</Menu.Item>
            ))}
            <Menu.Divider />
            <Menu.Item component="a" href="/simulator" target="isac-simulator" leftSection={<IconDeviceMobileMessage size={16} />}>{t.simulator}</Menu.Item>
            <Menu.Item onClick={onLeave} leftSection={<IconLogout size={16} />}>{t.leave}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </nav>
      <main className={css.main} id="page" tabIndex={-1}>
        <ConnectionBar />
        {isIn(me, 'ADMINISTRATION') && <FirstStepsBar />}
        <div className={css.page}>
          <Broken name={pathname.split('/')[1] ?? ''}>
            <Suspense fallback={<Waiting />}>
              <Outlet />
            </Suspense>
          </Broken>
        </div>
      </main>
      <Toasts />
      <Suspense>
        {dialog === 'palette' && <Palette onClose={() => setDialog(null)} />}
        {dialog === 'help' && <ShortcutHelp onClose={() => setDialog(null)} />}
      </Suspense>
    </div>
  );
}
