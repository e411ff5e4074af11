import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { ActionIcon, Button, Indicator, Popover, Select, Switch } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconDeviceMobileMessage, IconInbox, IconListCheck, IconMoodSmile, IconPlugConnected, IconPlugConnectedX, IconSearch, IconX } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { TagsAndAdvisors, WhatThereIs } from '@generated';
import { useQuery } from '@/api/queries';
import { useActions } from '@/app/actions';
import { useMay } from '@/app/session';
import { APP } from '@/app/texts';
import { inWords } from '@/app/toasts';
import { useTypedSearch } from '@/app/typed';
import { CHAT } from '@/chat/texts';
import { useConversationList } from '@/conversations/list';
import { Bone, Empty } from '@/kit';
import { useTexts } from '@/texts/texts';
import { useWord } from '@/texts/words';
import { Bulk } from './Bulk';
import type { Picked } from './picked';
import { Row } from './Row';
import { INBOX } from './texts';
import { ORDERS, useListAddress } from './views';
import css from './List.module.css';

const rowHeight = (): number => 84;

/** More than this is chosen by a view and not by hand. */
const MOST_PICKED = 1_000;

export function List({ open, onOrder, picked }: { open: string | null; onOrder: (ids: readonly string[]) => void; picked: Picked }) {
  const t = useTexts(INBOX);
  const c = useTexts(CHAT);
  const app = useTexts(APP);
  const word = useWord();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const { view, added, filter, order } = useListAddress();
  const list = useConversationList(filter, order, open);
  const words = useQuery(TagsAndAdvisors, {});
  const isEmpty = list.isLoaded && list.ids.length === 0;
  const info = useQuery(WhatThereIs, isEmpty ? {} : null);
  const hasSimulator = info.data?.serverInfo.features.some((it) => it.name === 'simulator' && it.isOn) ?? false;
  const scroller = useRef<HTMLDivElement>(null);
  const [, search, setSearch] = useTypedSearch('q');
  const { ids, hasMore, more } = list;

  useEffect(() => onOrder(ids), [ids, onOrder]);

  function set(key: string, value: string | null): void {
    setParams((now) => {
      const next = new URLSearchParams(now);
      if (value) next.set(key, value);
      else next.delete(key);
      return next;
    }, { replace: true });
  }

  // The same as long as the list is: else every place in it would be worked out anew at each step of scrolling.
  const keyOf = useCallback((index: number) => ids[index]!, [ids]);
  const rows = useVirtualizer({ count: ids.length, getScrollElement: () => scroller.current, estimateSize: rowHeight, getItemKey: keyOf, overscan: 8 });
  const items = rows.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;

  // Whoever looks further down is pushed nowhere by what comes in above: the press that was meant for a row meets it.
  const shown = useRef<{ list: string; rows: readonly { id: string; index: number }[] }>({ list: '', rows: [] });
  const name = JSON.stringify([filter, order]);
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box || shown.current.list !== name || box.scrollTop < rowHeight()) return;
    const pushed = shown.current.rows.map((it) => ids.indexOf(it.id) - it.index).sort((a, b) => a - b);
    // Some of them may have come or gone themselves: what most have moved by counts.
    box.scrollTop += (pushed[pushed.length >> 1] ?? 0) * rowHeight();
  }, [ids, name]);
  useLayoutEffect(() => {
    shown.current = { list: name, rows: items.map((it) => ({ id: ids[it.index]!, index: it.index })) };
  });
  useEffect(() => {
    if (hasMore && last >= ids.length - 15 && ids.length > 0) void more();
  }, [last, ids.length, hasMore, more]);

  const openAt = open ? ids.indexOf(open) : -1;
  useEffect(() => {
    // Keys go through the list: what they reach is in sight. What moves by itself is not followed.
    if (openAt >= 0) rows.scrollToIndex(openAt, { align: 'auto' });
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [open]);

  const { press, reach, toggle, begin, clear } = picked;
  useEffect(() => {
    if (open) press(open);
  }, [open, press]);
  const onPick = useCallback((id: string, how: { isRange: boolean }) => (how.isRange ? reach(id, ids, open) : toggle(id)), [reach, toggle, ids, open]);
  const pickAll = async () => picked.set((await list.upTo(MOST_PICKED)).slice(0, MOST_PICKED));
  // What has left the list since is not meant any more.
  const chosen = ids.filter((it) => picked.ids.has(it));

  useActions([
    { id: 'pick', title: t.pick, section: t.many, shortcuts: [{ code: 'KeyX', shift: true }], run: () => (open ? toggle(open) : begin()) },
    { id: 'pick-all', title: t.pickAll, section: t.many, shortcuts: [{ code: 'KeyA', shift: true }], run: () => void pickAll() },
    ...(picked.isOn ? [{ id: 'pick-none', title: t.pickNone, section: t.many, shortcuts: [{ code: 'Escape' }], run: clear }] : []),
  ]);

  const filters = Object.keys(added).filter((it) => it !== 'search').length;
  const isNarrowed = filters > 0 || Boolean(added.search);

  return (
    <section className={css.list} aria-label={t.conversations}>
      {picked.isOn ? <Bulk ids={chosen} isAll={!hasMore && chosen.length === ids.length} onAll={() => void pickAll()} onPick={picked.set} onDone={clear} /> : (
      <div className={css.tools}>
        <label className={css.search}>
          <IconSearch size={16} aria-hidden />
          <input type="search" value={search} onChange={(event) => setSearch(event.target.value)} placeholder={t.search} aria-label={t.search} />
          {search && <button type="button" onClick={() => setSearch('')} aria-label={t.clear}><IconX size={15} aria-hidden /></button>}
        </label>
        <Popover position="bottom-end" width={260} trapFocus>
          <Indicator disabled={filters === 0} size={8} offset={5} color="accent">
            <Popover.Target>
              <ActionIcon size={36} aria-label={t.filters}><IconAdjustmentsHorizontal size={18} aria-hidden /></ActionIcon>
            </Popover.Target>
          </Indicator>
          <Popover.Dropdown className={css.filters}>
            <Select label={t.channel} placeholder={t.any} clearable value={params.get('channel')} onChange={(it) => set('channel', it)} data={['WHATSAPP', 'INSTAGRAM'].map((it) => ({ value: it, label: word('channel', it) }))} comboboxProps={{ withinPortal: false }} />
            <Select label={c.priority} placeholder={t.any} clearable value={params.get('priority')} onChange={(it) => set('priority', it)} data={['URGENT', 'HIGH', 'NORMAL', 'LOW'].map((it) => ({ value: it, label: word('priority', it) }))} comboboxProps={{ withinPortal: false }} />
            <Select label={c.assign} placeholder={t.any} clearable value={params.get('assignee')} onChange={(it) => set('assignee', it)} data={(words.data?.advisors ?? []).map((it) => ({ value: it.id, label: it.name }))} comboboxProps={{ withinPortal: false }} />
            <Select label={t.tag} placeholder={t.any} clearable value={params.get('tag')} onChange={(it) => set('tag', it)} data={(words.data?.tags ?? []).map((it) => ({ value: it.id, label: it.name }))} comboboxProps={{ withinPortal: false }} />
            <Select label={t.order} value={order} allowDeselect={false} onChange={(it) => set('order', it === 'LAST_ACTIVE_FIRST' ? null : it)} data={ORDERS.map((it) => ({ value: it, label: t.orders[it] }))} comboboxProps={{ withinPortal: false }} />
            <Switch label={t.unreadOnly} checked={params.get('unreadOnly') === 'yes'} onChange={(event) => set('unreadOnly', event.target.checked ? 'yes' : null)} />
            {filters > 0 && <Button variant="light" onClick={() => void navigate({ search: view === 'all' ? '' : `?view=${view}` })}>{t.clear}</Button>}
          </Popover.Dropdown>
        </Popover>
        <ActionIcon size={36} aria-label={t.pickSome} title={t.pickSome} onClick={begin} id="pick"><IconListCheck size={18} aria-hidden /></ActionIcon>
      </div>
      )}
      <div className={css.scroller} ref={scroller} id="conversations">
        {!list.isLoaded && !list.problem && Array.from({ length: 8 }, (_, index) => (
          <div key={index} className={css.bones}><Bone width={40} height={40} /><span><Bone width="45%" /><Bone width="85%" height={12} /><Bone width="30%" height={12} /></span></div>
        ))}
        {list.problem && ids.length === 0 && <Empty icon={IconPlugConnectedX} title={inWords(list.problem)} action={<Button variant="light" onClick={() => void list.refresh()}>{app.retry}</Button>} />}
        {list.isLoaded && !list.problem && ids.length === 0 && (
          isNarrowed ? <Empty icon={IconSearch} title={t.nothingFound} action={<Button variant="light" onClick={() => void navigate({ search: '' })}>{t.clear}</Button>} />
          : view === 'all' && info.data?.channels.length === 0 ? <NoChannel owner={info.data.advisors.find((it) => it.role === 'ADMIN')} />
          : view === 'all' ? <Empty icon={IconInbox} title={t.nobodyWrote} action={hasSimulator && <Button component="a" href="/simulator" target="isac-simulator" leftSection={<IconDeviceMobileMessage size={16} />}>{t.beCustomer}</Button>}>{hasSimulator ? t.nobodyWroteHelp : t.nobodyWroteYet}</Empty>
          : <Empty icon={IconMoodSmile} title={t.allCaught} action={<Button variant="light" onClick={() => void navigate({ search: '' })}>{t.seeAll}</Button>}>{t.nothingHere}</Empty>
        )}
        {ids.length > 0 && (
          <div style={{ height: rows.getTotalSize(), position: 'relative' }} role="list">
            {items.map((item) => (
              <div key={item.key} role="listitem" className={css.item} style={{ transform: `translateY(${item.start}px)`, height: item.size }}>
                <Row id={ids[item.index]!} isOpen={ids[item.index] === open} isPicked={picked.ids.has(ids[item.index]!)} isPicking={picked.isOn} search={params.toString()} onPress={press} onPick={onPick} />
              </div>
            ))}
          </div>
        )}
      </div>
    </section>
  );
}

/** Whoever may connect a channel is led to it; the others to whoever may. */
function NoChannel({ owner }: { owner: { name: string; email: string } | undefined }) {
  const t = useTexts(INBOX);
  const mayConnect = useMay('OPERATIONS');
  if (mayConnect) return <Empty icon={IconPlugConnected} title={t.noChannel} action={<Button component={Link} to="/channels">{t.connect}</Button>}>{t.noChannelHelp}</Empty>;
  return (
    <Empty icon={IconPlugConnected} title={t.noChannel} action={owner && <Button component="a" href={`mailto:${owner.email}?subject=${encodeURIComponent(t.askSubject)}`}>{t.askToConnect(owner.name)}</Button>}>
      {t.noChannelAsk}
    </Empty>
  );
}
