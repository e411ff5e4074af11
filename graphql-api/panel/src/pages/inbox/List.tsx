import { useEffect, useRef, useState } from 'react';
import { ActionIcon, Button, Indicator, Popover, Select, Switch } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconDeviceMobileMessage, IconInbox, IconMoodSmile, IconPlugConnectedX, IconSearch, IconX } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useNavigate, useSearchParams } from 'react-router';
import { InboxWords } from '@generated';
import { useQuery } from '@/api/queries';
import { APP } from '@/app/texts';
import { inWords } from '@/app/toasts';
import { useConversationList } from '@/conversations/list';
import { Bone, Empty } from '@/kit';
import { useTexts } from '@/texts/texts';
import { useWord } from '@/texts/words';
import { Row } from './Row';
import { INBOX } from './texts';
import { ORDERS, useListAddress } from './views';
import css from './List.module.css';

const ROW_HEIGHT = 84;
const SEARCH_PAUSE_MS = 220;

export function List({ open, onOrder }: { open: string | null; onOrder: (ids: readonly string[]) => void }) {
  const t = useTexts(INBOX);
  const app = useTexts(APP);
  const word = useWord();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const { view, added, filter, order } = useListAddress();
  const list = useConversationList(filter, order, open);
  const words = useQuery(InboxWords, {});
  const scroller = useRef<HTMLDivElement>(null);
  const [search, setSearch] = useState(params.get('q') ?? '');
  const { ids, hasMore, more } = list;

  useEffect(() => onOrder(ids), [ids, onOrder]);
  const inAddress = params.get('q') ?? '';
  useEffect(() => setSearch(inAddress), [inAddress]);
  useEffect(() => {
    if (search === inAddress) return undefined;
    const timer = setTimeout(() => set('q', search), SEARCH_PAUSE_MS);
    return () => clearTimeout(timer);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only what is typed moves the address
  }, [search]);

  function set(key: string, value: string | null): void {
    setParams((now) => {
      const next = new URLSearchParams(now);
      if (value) next.set(key, value);
      else next.delete(key);
      return next;
    }, { replace: true });
  }

  const rows = useVirtualizer({ count: ids.length, getScrollElement: () => scroller.current, estimateSize: () => ROW_HEIGHT, getItemKey: (index) => ids[index]!, overscan: 8 });
  const items = rows.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= ids.length - 15 && ids.length > 0) void more();
  }, [last, ids.length, hasMore, more]);

  const openAt = open ? ids.indexOf(open) : -1;
  useEffect(() => {
    // Keys go through the list: what they reach is in sight. What moves by itself is not followed.
    if (openAt >= 0) rows.scrollToIndex(openAt, { align: 'auto' });
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [open]);

  const filters = Object.keys(added).filter((it) => it !== 'search').length;
  const isNarrowed = filters > 0 || Boolean(added.search);

  return (
    <section className={css.list} aria-label={t.conversations}>
      <div className={css.tools}>
        <label className={css.search}>
          <IconSearch size={16} aria-hidden />
          <input type="search" value={search} onChange={(event) => setSearch(event.target.value)} placeholder={t.search} aria-label={t.search} />
          {search && <button type="button" onClick={() => { setSearch(''); set('q', null); }} aria-label={t.clear}><IconX size={15} aria-hidden /></button>}
        </label>
        <Popover position="bottom-end" width={260} trapFocus>
          <Indicator disabled={filters === 0} size={8} offset={5} color="accent">
            <Popover.Target>
              <ActionIcon size={36} aria-label={t.filters}><IconAdjustmentsHorizontal size={18} aria-hidden /></ActionIcon>
            </Popover.Target>
          </Indicator>
          <Popover.Dropdown className={css.filters}>
            <Select label={t.channel} placeholder={t.any} clearable value={params.get('channel')} onChange={(it) => set('channel', it)} data={['WHATSAPP', 'INSTAGRAM'].map((it) => ({ value: it, label: word('channel', it) }))} comboboxProps={{ withinPortal: false }} />
            <Select label={t.priority} placeholder={t.any} clearable value={params.get('priority')} onChange={(it) => set('priority', it)} data={['URGENT', 'HIGH', 'NORMAL', 'LOW'].map((it) => ({ value: it, label: word('priority', it) }))} comboboxProps={{ withinPortal: false }} />
            <Select label={t.assign} placeholder={t.any} clearable value={params.get('assignee')} onChange={(it) => set('assignee', it)} data={(words.data?.advisors ?? []).map((it) => ({ value: it.id, label: it.name }))} comboboxProps={{ withinPortal: false }} />
            <Select label={t.tag} placeholder={t.any} clearable value={params.get('tag')} onChange={(it) => set('tag', it)} data={(words.data?.tags ?? []).map((it) => ({ value: it.id, label: it.name }))} comboboxProps={{ withinPortal: false }} />
            <Select label={t.order} value={order} allowDeselect={false} onChange={(it) => set('order', it === 'LAST_ACTIVE_FIRST' ? null : it)} data={ORDERS.map((it) => ({ value: it, label: t.orders[it] }))} comboboxProps={{ withinPortal: false }} />
            <Switch label={t.unreadOnly} checked={params.get('unreadOnly') === 'yes'} onChange={(event) => set('unreadOnly', event.target.checked ? 'yes' : null)} />
            {filters > 0 && <Button variant="light" onClick={() => void navigate({ search: view === 'all' ? '' : `?view=${view}` })}>{t.clear}</Button>}
          </Popover.Dropdown>
        </Popover>
      </div>
      <div className={css.scroller} ref={scroller} id="conversations">
        {!list.isLoaded && !list.problem && Array.from({ length: 8 }, (_, index) => (
          <div key={index} className={css.bones}><Bone width={40} height={40} /><span><Bone width="45%" /><Bone width="85%" height={12} /><Bone width="30%" height={12} /></span></div>
        ))}
        {list.problem && ids.length === 0 && <Empty icon={IconPlugConnectedX} title={inWords(list.problem)} action={<Button variant="light" onClick={() => void list.refresh()}>{app.retry}</Button>} />}
        {list.isLoaded && !list.problem && ids.length === 0 && (
          isNarrowed ? <Empty icon={IconSearch} title={t.nothingFound} action={<Button variant="light" onClick={() => void navigate({ search: '' })}>{t.clear}</Button>} />
          : view === 'all' ? <Empty icon={IconInbox} title={t.nobodyWrote} action={<Button component="a" href="/simulator" target="isac-simulator" leftSection={<IconDeviceMobileMessage size={16} />}>{t.beCustomer}</Button>}>{t.nobodyWroteHelp}</Empty>
          : <Empty icon={IconMoodSmile} title={t.allCaught} action={<Button variant="light" onClick={() => void navigate({ search: '' })}>{t.seeAll}</Button>}>{t.nothingHere}</Empty>
        )}
        {ids.length > 0 && (
          <div style={{ height: rows.getTotalSize(), position: 'relative' }} role="list">
            {items.map((item) => (
              <div key={item.key} role="listitem" className={css.item} style={{ transform: `translateY(${item.start}px)`, height: item.size }}>
                <Row id={ids[item.index]!} isOpen={ids[item.index] === open} isPicked={false} search={params.toString()} onPick={() => false} />
              </div>
            ))}
          </div>
        )}
      </div>
    </section>
  );
}
