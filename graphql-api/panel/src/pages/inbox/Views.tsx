import { useCallback, useState } from 'react';
import { ActionIcon, Button, Menu, Select, TextInput } from '@mantine/core';
import { IconAt, IconBell, IconBellFilled, IconBookmark, IconBookmarkPlus, IconCheck, IconClockPause, IconInbox, IconPencil, IconSparkles, IconTrash, IconUser, IconUserQuestion, IconUsers, IconUsersGroup } from '@tabler/icons-react';
import { Link, useLocation } from 'react-router';
import { DeleteInboxView, InboxQueues, InboxViews, type InboxViewsQuery, SaveInboxView, type SaveViewInput } from '@generated';
import { change, useQuery } from '@/api/queries';
import { useMay } from '@/app/session';
import { setSettings, toggled, useSettings } from '@/app/settings';
import { orComplain, say } from '@/app/toasts';
import { CHAT } from '@/chat/texts';
import type { Conversation } from '@/conversations/conversations';
import { useRecount } from '@/conversations/counting';
import { TOLD_VIEWS, VIEW_NAMES, VIEW_TITLES, type ViewName } from '@/conversations/views';
import { Dialog } from '@/kit/Dialog';
import { count } from '@/texts/format';
import { plural, useTexts } from '@/texts/texts';
import { INBOX } from './texts';
import { addressOf, useListAddress } from './views';
import css from './Views.module.css';

const ICONS: Record<ViewName, typeof IconInbox> = { all: IconInbox, mine: IconUser, unassigned: IconUsers, waiting: IconUserQuestion, withIsac: IconSparkles, snoozed: IconClockPause, mentions: IconAt, drafts: IconPencil, closed: IconCheck };
const SHARINGS = ['NOBODY', 'TEAM', 'EVERYBODY'] as const;
type Sharing = (typeof SHARINGS)[number];
type Saved = InboxViewsQuery['savedViews'][number];

/** Where a conversation stands, as far as it decides in which views it counts. */
const standing = (it: Conversation): string =>
  JSON.stringify([it.unreadCount > 0, it.status, it.control, it.priority, it.assignee?.id, it.snoozedUntil, it.tags.map((tag) => tag.id), it.drafts.map((draft) => draft.advisor.id)]);

/** Whether somebody is told of new messages in a view. */
function Bell({ view, name }: { view: ViewName; name: string }) {
  const t = useTexts(INBOX);
  const { toldViews } = useSettings();
  const isOn = toldViews.includes(view);
  return (
    <ActionIcon size={22} className={css.bell} aria-label={t.notify(name)} title={t.notify(name)} aria-pressed={isOn} onClick={() => setSettings({ toldViews: toggled(toldViews, view) })}>
      {isOn ? <IconBellFilled size={13} aria-hidden /> : <IconBell size={14} aria-hidden />}
    </ActionIcon>
  );
}

/** How many there are, where that is work, and how many of them are unread. */
function Counts({ all, unread }: { all?: number | undefined; unread?: number | undefined }) {
  const t = useTexts(INBOX);
  return (
    <>
      {all !== undefined && all > 0 && <b className={css.all} data-all>{count(all)}</b>}
      {unread !== undefined && unread > 0 && <b className={css.unread} data-unread aria-label={plural(unread, t.unreadOne, t.unreadMany)}>{count(unread)}</b>}
    </>
  );
}

export function Views() {
  const t = useTexts(INBOX);
  const c = useTexts(CHAT);
  const titles = useTexts(VIEW_TITLES);
  const { pathname } = useLocation();
  const { view, filter, order, added } = useListAddress();
  const { data, reload: reloadViews } = useQuery(InboxViews, {});
  const { data: queues, reload: reloadQueues } = useQuery(InboxQueues, {});
  const reload = useCallback(() => {
    reloadViews();
    reloadQueues();
  }, [reloadViews, reloadQueues]);
  useRecount(reload, standing);
  const [named, setNamed] = useState<Saved | 'NEW' | null>(null);
  const here = addressOf('all', filter, order);
  const all: Partial<Record<ViewName, number>> = { waiting: queues?.waiting.totalCount, unassigned: queues?.unassigned.totalCount, drafts: queues?.drafts.totalCount, snoozed: queues?.snoozed.totalCount };
  const base = pathname.startsWith('/inbox') ? pathname : '/inbox';

  async function forget(it: Saved): Promise<void> {
    if (!orComplain(await change(DeleteInboxView, { input: { viewId: it.id } }))) return;
    say(t.viewDeleted);
    reload();
  }

  return (
    <nav className={css.views} aria-label={t.views}>
      <h1>{t.conversations}</h1>
      <ul>
        {VIEW_NAMES.map((it) => {
          const Mark = ICONS[it];
          return (
            <li key={it} className={css.view}>
              <Link to={{ pathname: base, search: addressOf(it, {}, order) }} aria-current={(it === view && Object.keys(added).length === 0) || undefined} data-view={it} title={titles[it]}>
                <Mark size={17} stroke={1.7} aria-hidden /><span>{titles[it]}</span>
                <Counts all={all[it]} unread={data?.[it].totalCount} />
              </Link>
              {TOLD_VIEWS.some((told) => told === it) && <Bell view={it} name={titles[it]} />}
            </li>
          );
        })}
      </ul>
      <h3><span>{t.saved}</span><ActionIcon size={22} aria-label={t.saveView} title={t.saveView} onClick={() => setNamed('NEW')}><IconBookmarkPlus size={15} aria-hidden /></ActionIcon></h3>
      <ul>
        {(data?.savedViews ?? []).map((it) => {
          const address = addressOf('all', it.filter, it.orderBy);
          const isShared = it.sharedWith !== 'NOBODY';
          const Mark = isShared ? IconUsersGroup : IconBookmark;
          return (
            <li key={it.id} className={css.saved}>
              <Link to={{ pathname: base, search: address }} aria-current={address === here || undefined} title={isShared && it.owner ? t.sharedBy(it.name, it.owner.name) : it.name}>
                <Mark size={16} stroke={1.7} aria-hidden /><i aria-hidden>{it.name.slice(0, 2)}</i><span>{it.name}</span>
                <Counts all={it.count} unread={it.unreadCount} />
              </Link>
              {it.isEditable && (
                <Menu position="right-start">
                  <Menu.Target><ActionIcon size={22} className={css.more} aria-label={`${c.more}: ${it.name}`}>⋯</ActionIcon></Menu.Target>
                  <Menu.Dropdown>
                    <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => setNamed(it)}>{t.changeView}</Menu.Item>
                    <Menu.Item leftSection={<IconTrash size={15} />} onClick={() => void forget(it)}>{t.deleteView}</Menu.Item>
                  </Menu.Dropdown>
                </Menu>
              )}
            </li>
          );
        })}
      </ul>
      {named && <Naming view={named === 'NEW' ? null : named} made={{ filter, orderBy: order }} onClose={() => setNamed(null)} onSaved={reload} />}
    </nav>
  );
}

/** Gives a view its name, and says who has it: a new one of what is listed now, or one that there is. */
function Naming({ view, made, onClose, onSaved }: { view: Saved | null; made: Pick<SaveViewInput, 'filter' | 'orderBy'>; onClose: () => void; onSaved: () => void }) {
  const t = useTexts(INBOX);
  const mayShare = useMay('SUPERVISION');
  const [name, setName] = useState(view?.name ?? '');
  const [sharedWith, setSharedWith] = useState<Sharing>(SHARINGS.find((it) => it === view?.sharedWith) ?? 'NOBODY');

  async function save(): Promise<void> {
    const input = { name: name.trim(), sharedWith, ...(view ? { id: view.id } : made) };
    if (!orComplain(await change(SaveInboxView, { input }))) return;
    onClose();
    say(t.viewSaved);
    onSaved();
  }

  return (
    <Dialog isOpen onClose={onClose} title={view ? t.changeView : t.saveView} size={380}>
      <form className={css.naming} onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <TextInput data-autofocus label={t.viewName} value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
        {mayShare && <Select label={t.sharing} value={sharedWith} allowDeselect={false} data={SHARINGS.map((it) => ({ value: it, label: t.sharings[it] }))} onChange={(it) => it && setSharedWith(it as Sharing)} />}
        <Button type="submit" disabled={!name.trim()}>{view ? t.saveChange : t.saveView}</Button>
      </form>
    </Dialog>
  );
}
