import { useCallback, useEffect, useRef, useState } from 'react';
import { ActionIcon, Button, Menu, Modal, Select, TextInput } from '@mantine/core';
import { IconAt, IconBell, IconBellFilled, IconBookmark, IconBookmarkPlus, IconCheck, IconClockPause, IconInbox, IconMessages, IconPencil, IconSparkles, IconTrash, IconUser, IconUserQuestion, IconUsers } from '@tabler/icons-react';
import { Link, Route, Routes, useLocation, useNavigate, useParams } from 'react-router';
import { DeleteInboxView, InboxViews, SaveInboxView } from '@generated';
import { change, useQuery } from '@/api/queries';
import { useActions } from '@/app/actions';
import { useMay } from '@/app/session';
import { setSettings, useSettings } from '@/app/settings';
import { orComplain, say } from '@/app/toasts';
import { Chat } from '@/chat/Chat';
import { Context } from '@/chat/Context';
import { CHAT } from '@/chat/texts';
import { conversations, onInbox } from '@/conversations/conversations';
import { TOLD_VIEWS, VIEW_NAMES, type ViewName } from '@/conversations/views';
import { Empty } from '@/kit';
import { useTexts } from '@/texts/texts';
import { List } from './List';
import { INBOX } from './texts';
import { usePicked } from './picked';
import { addressOf, useListAddress } from './views';
import css from './Inbox.module.css';

const ICONS: Record<ViewName, typeof IconInbox> = { all: IconInbox, mine: IconUser, unassigned: IconUsers, waiting: IconUserQuestion, withIsac: IconSparkles, snoozed: IconClockPause, mentions: IconAt, drafts: IconPencil, closed: IconCheck };
const SHARINGS = ['NOBODY', 'TEAM', 'EVERYBODY'] as const;
type Sharing = (typeof SHARINGS)[number];
const COUNT_PAUSE_MS = 2_000;
const CONTEXT = 'isac.context';

/** Whether somebody is told of new messages in a view. */
function Bell({ view, name }: { view: ViewName; name: string }) {
  const t = useTexts(INBOX);
  const { toldViews } = useSettings();
  const isOn = toldViews.includes(view);
  return (
    <ActionIcon size={22} className={css.bell} aria-label={t.notify(name)} title={t.notify(name)} aria-pressed={isOn} onClick={() => setSettings({ toldViews: isOn ? toldViews.filter((it) => it !== view) : [...toldViews, view] })}>
      {isOn ? <IconBellFilled size={13} aria-hidden /> : <IconBell size={14} aria-hidden />}
    </ActionIcon>
  );
}

function Views() {
  const t = useTexts(INBOX);
  const c = useTexts(CHAT);
  const { pathname, search } = useLocation();
  const { view, filter, order, added } = useListAddress();
  const { data, reload } = useQuery(InboxViews, {});
  const [isNaming, setNaming] = useState(false);
  const [name, setName] = useState('');
  const [sharedWith, setSharedWith] = useState<Sharing>('NOBODY');
  const mayShare = useMay('SUPERVISION');
  const isSaved = (address: string): boolean => address === search.replace(/^\?/, '');

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unwatch = conversations.watch((next, before) => {
      if (before && before.unreadCount === next.unreadCount && before.control === next.control && before.assignee?.id === next.assignee?.id) return;
      clearTimeout(timer);
      timer = setTimeout(reload, COUNT_PAUSE_MS);
    });
    return () => {
      clearTimeout(timer);
      unwatch();
    };
  }, [reload]);

  const counts: Partial<Record<ViewName, number>> = { waiting: data?.waiting.totalCount, mine: data?.mine.totalCount, unassigned: data?.unassigned.totalCount, all: data?.all.totalCount, mentions: data?.mentions.totalCount, drafts: data?.drafts.totalCount, snoozed: data?.snoozed.totalCount };
  const views = data?.savedViews ?? [];
  const base = pathname.startsWith('/inbox') ? pathname : '/inbox';

  async function save(): Promise<void> {
    const done = await change(SaveInboxView, { input: { name: name.trim(), filter, orderBy: order, sharedWith } });
    if (!orComplain(done)) return;
    setNaming(false);
    setName('');
    setSharedWith('NOBODY');
    say(t.viewSaved);
    reload();
  }

  return (
    <nav className={css.views} aria-label={t.views}>
      <h1>{t.conversations}</h1>
      <ul>
        {VIEW_NAMES.map((it) => {
          const Mark = ICONS[it];
          const address = addressOf(it, {}, order);
          return (
            <li key={it} className={css.view}>
              <Link to={{ pathname: base, search: address }} aria-current={(it === view && Object.keys(added).length === 0) || undefined} data-view={it} title={t[it]}>
                <Mark size={17} stroke={1.7} aria-hidden /><span>{t[it]}</span>{(counts[it] ?? 0) > 0 && <b data-strong={it === 'waiting' || undefined}>{counts[it]}</b>}
              </Link>
              {TOLD_VIEWS.some((told) => told === it) && <Bell view={it} name={t[it]} />}
            </li>
          );
        })}
      </ul>
      <h3>{t.saved}<ActionIcon size={22} aria-label={t.saveView} title={t.saveView} onClick={() => setNaming(true)}><IconBookmarkPlus size={15} aria-hidden /></ActionIcon></h3>
      <ul>
        {views.map((it) => {
          const address = addressOf('all', it.filter, it.orderBy);
          return (
            <li key={it.id} className={css.savedView}>
              <Link to={{ pathname: base, search: address }} aria-current={isSaved(address) || undefined}><IconBookmark size={16} stroke={1.7} aria-hidden /><span>{it.name}</span><b>{it.count || ''}</b></Link>
              {it.isEditable && (
                <Menu position="right-start"><Menu.Target><ActionIcon size={22} className={css.more} aria-label={`${c.more}: ${it.name}`}>⋯</ActionIcon></Menu.Target>
                  <Menu.Dropdown><Menu.Item leftSection={<IconTrash size={15} />} onClick={() => void change(DeleteInboxView, { input: { viewId: it.id } }).then((done) => { if (orComplain(done)) { say(t.viewDeleted); reload(); } })}>{t.deleteView}</Menu.Item></Menu.Dropdown>
                </Menu>
              )}
            </li>
          );
        })}
      </ul>
      {isNaming && (
        <Modal opened onClose={() => setNaming(false)} title={t.saveView} size={380} withCloseButton={false}>
          <form className={css.naming} onSubmit={(event) => { event.preventDefault(); void save(); }}>
            <TextInput data-autofocus label={t.viewName} value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
            {mayShare && <Select label={t.sharing} value={sharedWith} allowDeselect={false} data={SHARINGS.map((it) => ({ value: it, label: t.sharings[it] }))} onChange={(it) => it && setSharedWith(it as Sharing)} />}
            <Button type="submit" disabled={!name.trim()}>{t.saveView}</Button>
          </form>
        </Modal>
      )}
    </nav>
  );
}

function Screen() {
  const t = useTexts(INBOX);
  const c = useTexts(CHAT);
  const { id = null } = useParams();
  const { search } = useLocation();
  const navigate = useNavigate();
  const ids = useRef<readonly string[]>([]);
  const [hasContext, setContext] = useState(() => localStorage.getItem(CONTEXT) !== 'no' && matchMedia('(min-width: 1241px)').matches);
  const onOrder = useCallback((next: readonly string[]) => { ids.current = next; }, []);
  const open = useCallback((next: string | undefined) => next && void navigate({ pathname: `/inbox/${next}`, search }), [navigate, search]);
  const step = (by: number) => open(ids.current[Math.min(ids.current.length - 1, Math.max(0, id ? ids.current.indexOf(id) + by : 0))]);
  const [said, setSaid] = useState('');
  const picked = usePicked();

  useEffect(() => onInbox({ message: (conversation, message, isNew) => { if (isNew && message.direction === 'INBOUND') setSaid(t.arrived(conversation.customer.displayName, message.text)); } }), [t]);

  function toggleContext(): void {
    setContext(!hasContext);
    localStorage.setItem(CONTEXT, hasContext ? 'no' : 'yes');
  }

  useActions([
    { id: 'next', title: c.next, section: c.section, shortcuts: [{ code: 'KeyJ' }], run: () => step(1) },
    { id: 'previous', title: c.previous, section: c.section, shortcuts: [{ code: 'KeyK' }], run: () => step(-1) },
  ]);

  return (
    <div className={css.inbox} id="inbox" data-open={id !== null || undefined} data-context={(hasContext && id !== null) || undefined}>
      <Views />
      <List open={id} onOrder={onOrder} picked={picked} />
      {id ? <Chat id={id} onBack={() => void navigate({ pathname: '/inbox', search })} onNext={() => step(1)} onPrevious={() => step(-1)} hasContext={hasContext} onContext={toggleContext} isPicking={picked.ids.size > 0} /> : <div className={css.nothing}><Empty icon={IconMessages} title={t.choose}>{t.chooseHelp}</Empty></div>}
      {id && hasContext && <Context key={id} id={id} onClose={toggleContext} />}
      <p className="unseen" aria-live="polite">{said}</p>
    </div>
  );
}

export default function Inbox() {
  return (
    <Routes>
      <Route path=":id?" element={<Screen />} />
    </Routes>
  );
}
