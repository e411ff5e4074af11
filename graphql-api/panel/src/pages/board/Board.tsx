import { type UIEvent, memo, useCallback, useEffect, useRef, useState } from 'react';
import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconArrowsExchange, IconExternalLink, IconInbox, IconX } from '@tabler/icons-react';
import { Link, useLocation, useNavigate } from 'react-router';
import { BoardCounts } from '@generated';
import { useQuery } from '@/api/queries';
import { useActions } from '@/app/actions';
import { useOpened } from '@/app/opened';
import { useMe } from '@/app/session';
import { useCondition } from '@/app/typed';
import { Arrivals } from '@/chat/Arrivals';
import { Chat } from '@/chat/Chat';
import { Context } from '@/chat/Context';
import { setStatus } from '@/conversations/acting';
import { type Conversation, conversations, useConversation } from '@/conversations/conversations';
import { useRecount } from '@/conversations/counting';
import { useConversationList } from '@/conversations/list';
import { Avatar, Bone, Empty, PageFrame, Pill, TagMark } from '@/kit';
import { count, listTime, useFormats } from '@/texts/format';
import { texts, useTexts } from '@/texts/texts';
import { useWord } from '@/texts/words';
import css from './board.module.css';

const BOARD = texts({
  es: { title: 'Tablero', mine: 'Mías', nothing: 'Ninguna conversación acá', move: (name: string) => `Mover la conversación con ${name}`, moveTo: (column: string) => `Pasar a ${column}`, moved: (column: string) => `Pasó a ${column}`, drop: 'Soltala acá', closeBeside: 'Volver al tablero', goInbox: 'Ver en la bandeja', simulate: 'Escribir como un cliente', none: 'Todavía no hay conversaciones', noneHelp: 'Cuando un cliente escriba, aparece acá. Probá con el simulador.', columns: { OPEN: 'Abiertas', FOLLOW_UP: 'En seguimiento', CLOSED: 'Cerradas' } },
  en: { title: 'Board', mine: 'Mine', nothing: 'No conversation here', move: (name: string) => `Move the conversation with ${name}`, moveTo: (column: string) => `Move to ${column}`, moved: (column: string) => `Moved to ${column}`, drop: 'Drop it here', closeBeside: 'Back to the board', goInbox: 'See in the inbox', simulate: 'Write as a customer', none: 'No conversations yet', noneHelp: 'As soon as a customer writes, it appears here. Try the simulator.', columns: { OPEN: 'Open', FOLLOW_UP: 'Following up', CLOSED: 'Closed' } },
  pt: { title: 'Quadro', mine: 'Minhas', nothing: 'Nenhuma conversa aqui', move: (name: string) => `Mover a conversa com ${name}`, moveTo: (column: string) => `Passar para ${column}`, moved: (column: string) => `Passou para ${column}`, drop: 'Solte aqui', closeBeside: 'Voltar ao quadro', goInbox: 'Ver na caixa de entrada', simulate: 'Escrever como cliente', none: 'Ainda não há conversas', noneHelp: 'Quando um cliente escrever, aparece aqui. Teste com o simulador.', columns: { OPEN: 'Abertas', FOLLOW_UP: 'Em acompanhamento', CLOSED: 'Fechadas' } },
});

const STATUSES = ['OPEN', 'FOLLOW_UP', 'CLOSED'] as const;
type Status = (typeof STATUSES)[number];

const NEAR_END_PX = 400;
const DRAGGED = 'application/x-conversation';

/** Where each column was scrolled to, for whoever comes back from a conversation. */
const scrolled = new Map<string, number>();

const standing = (it: Conversation): string => `${it.status} ${it.assignee?.id}`;

/** The same conversations as in the inbox, by how far they are. */
export default function Board() {
  useFormats();
  const t = useTexts(BOARD);
  const me = useMe();
  const [mine, setMine] = useCondition('mine');
  const [opened, open] = useOpened();
  const orders = useRef(new Map<Status, readonly string[]>());
  const onOrder = useCallback((status: Status, ids: readonly string[]) => void orders.current.set(status, ids), []);
  const assignee = mine === 'yes' ? me.advisor?.id : undefined;
  const counts = useQuery(BoardCounts, { filter: assignee ? { assignee } : null });
  useRecount(counts.reload, standing);
  const columns = counts.data?.board.columns;
  if (columns && !assignee && columns.every((it) => it.count === 0)) {
    return (
      <PageFrame title={t.title}>
        <Empty icon={IconInbox} title={t.none} action={<Button component="a" href="/simulator" target="isac-simulator">{t.simulate}</Button>}>{t.noneHelp}</Empty>
      </PageFrame>
    );
  }
  return (
    <PageFrame title={t.title} flush tools={me.advisor && <Button variant={assignee ? 'light' : 'default'} aria-pressed={Boolean(assignee)} onClick={() => setMine(assignee ? null : 'yes')}>{t.mine}</Button>}>
      <div className={css.page} data-open={opened !== null || undefined}>
        <div className={css.board}>
          {STATUSES.map((it) => <Column key={it} status={it} assignee={assignee} opened={opened} onOrder={onOrder} total={columns?.find((column) => column.status === it)?.count} />)}
        </div>
        {opened && <Beside id={opened} orders={orders.current} open={open} />}
      </div>
      <Arrivals />
    </PageFrame>
  );
}

/** The conversation of a card, beside the board: whoever closes it is where they were. */
function Beside({ id, orders, open }: { id: string; orders: ReadonlyMap<Status, readonly string[]>; open: (id: string | null) => void }) {
  const t = useTexts(BOARD);
  const { search } = useLocation();
  const [hasContext, setContext] = useState(false);
  const close = () => open(null);
  const step = (by: number) => {
    const column = [...orders.values()].find((it) => it.includes(id)) ?? [];
    const next = column[column.indexOf(id) + by];
    if (next) open(next);
  };
  useActions([{ id: 'close-beside', title: t.closeBeside, section: t.title, shortcuts: [{ code: 'Escape' }], run: close }]);
  return (
    <div className={css.beside} id="beside">
      <Chat
        id={id}
        onBack={close}
        onNext={() => step(1)}
        onPrevious={() => step(-1)}
        hasContext={hasContext}
        onContext={() => setContext(!hasContext)}
        tools={
          <>
            <Tooltip label={t.goInbox}><ActionIcon component={Link} to={{ pathname: `/inbox/${id}`, search }} size={34} aria-label={t.goInbox} className={css.wideOnly}><IconExternalLink size={18} aria-hidden /></ActionIcon></Tooltip>
            <Tooltip label={t.closeBeside}><ActionIcon size={34} aria-label={t.closeBeside} onClick={close} className={css.wideOnly}><IconX size={19} aria-hidden /></ActionIcon></Tooltip>
          </>
        }
      />
      {hasContext && <div className={css.context}><Context key={id} id={id} onClose={() => setContext(false)} /></div>}
    </div>
  );
}

function Column({ status, assignee, opened, onOrder, total }: { status: Status; assignee: string | undefined; opened: string | null; onOrder: (status: Status, ids: readonly string[]) => void; total: number | undefined }) {
  const t = useTexts(BOARD);
  const list = useConversationList(assignee ? { status, assignee } : { status }, 'LAST_ACTIVE_FIRST');
  useEffect(() => onOrder(status, list.ids), [status, list.ids, onOrder]);
  const [isOver, setOver] = useState(false);
  const cards = useRef<HTMLDivElement>(null);
  const place = `${status} ${assignee ?? ''}`;

  useEffect(() => {
    if (list.isLoaded && cards.current) cards.current.scrollTop = scrolled.get(place) ?? 0;
  }, [list.isLoaded, place]);

  function onScroll({ currentTarget: it }: UIEvent<HTMLDivElement>): void {
    scrolled.set(place, it.scrollTop);
    if (it.scrollHeight - it.scrollTop - it.clientHeight < NEAR_END_PX) void list.more();
  }

  return (
    <section
      className={css.column}
      data-over={isOver || undefined}
      aria-label={t.columns[status]}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(DRAGGED)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && setOver(false)}
      onDrop={(event) => {
        setOver(false);
        const dragged = conversations.get(event.dataTransfer.getData(DRAGGED));
        if (!dragged) return;
        event.preventDefault();
        if (dragged.status !== status) setStatus(dragged, status, t.moved(t.columns[status]));
      }}
    >
      <header className={css.head}><h2>{t.columns[status]}</h2>{total !== undefined && <span className={css.count}>{count(total)}</span>}</header>
      <div className={css.cards} ref={cards} onScroll={onScroll}>
        {!list.isLoaded && [0, 1, 2].map((it) => <Bone key={it} height={84} />)}
        {list.isLoaded && list.ids.length === 0 && <p className={css.empty}>{isOver ? t.drop : t.nothing}</p>}
        {list.ids.map((it) => <Card key={it} id={it} isOpen={it === opened} />)}
      </div>
    </section>
  );
}

const Card = memo(function Card({ id, isOpen }: { id: string; isOpen: boolean }) {
  const it = useConversation(id);
  const t = useTexts(BOARD);
  const word = useWord();
  const navigate = useNavigate();
  const { search } = useLocation();
  const to = { pathname: `/board/${id}`, search };
  const [isDragged, setDragged] = useState(false);
  if (!it) return null;
  const others = STATUSES.filter((status) => status !== it.status);
  const move = (to: Status) => setStatus(it as Conversation, to, t.moved(t.columns[to]));
  return (
    <article
      className={`${css.card} ${css.holder}`}
      draggable
      data-dragged={isDragged || undefined}
      data-open={isOpen || undefined}
      data-conversation={id}
      onDragStart={(event) => {
        event.dataTransfer.setData(DRAGGED, id);
        event.dataTransfer.effectAllowed = 'move';
        setDragged(true);
      }}
      onDragEnd={() => setDragged(false)}
    >
      <div className={css.top}>
        <Avatar name={it.customer.displayName} size={30} channel={it.account} />
        <Link className={css.name} to={to} draggable={false} aria-current={isOpen || undefined} onKeyDown={(event) => { if (event.key === ' ') { event.preventDefault(); void navigate(to); } }}>{it.customer.displayName}</Link>
        <span className={css.time}>{listTime(it.lastActivityAt)}</span>
      </div>
      <p className={css.snippet}>{it.lastMessage?.text}</p>
      <div className={css.marks}>
        <Pill tone={it.control === 'WAITING' ? 'warn' : it.control === 'ASSISTANT' ? 'ai' : 'plain'}>{it.control === 'HUMAN' ? (it.assignee?.name ?? word('control', 'HUMAN')) : word('control', it.control)}</Pill>
        {(it.priority === 'HIGH' || it.priority === 'URGENT') && <Pill tone={it.priority === 'URGENT' ? 'bad' : 'warn'}>{word('priority', it.priority)}</Pill>}
        {it.unreadCount > 0 && <Pill tone="accent">{count(it.unreadCount)}</Pill>}
        {it.tags.slice(0, 2).map((tag) => <TagMark key={tag.id} {...tag} />)}
        <span style={{ flex: 1 }} />
        <Menu position="bottom-end" withinPortal>
          <Menu.Target><ActionIcon className={css.move} size="sm" aria-label={t.move(it.customer.displayName)}><IconArrowsExchange size={15} aria-hidden /></ActionIcon></Menu.Target>
          <Menu.Dropdown>{others.map((status) => <Menu.Item key={status} onClick={() => move(status)}>{t.moveTo(t.columns[status])}</Menu.Item>)}</Menu.Dropdown>
        </Menu>
      </div>
    </article>
  );
});
