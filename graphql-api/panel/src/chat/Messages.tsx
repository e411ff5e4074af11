import { type PointerEvent, type ReactNode, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Button } from '@mantine/core';
import { IconArrowDown, IconClock } from '@tabler/icons-react';
import { SendMessage } from '@generated';
import { newKey } from '@/api/http';
import { type Letter, discard, post, repost, useOutbox } from '@/api/outbox';
import { inWords } from '@/app/toasts';
import { type Conversation, type Message, messages, shownStatus, useNow } from '@/conversations/conversations';
import { useThread } from '@/conversations/thread';
import { Bone, Empty } from '@/kit';
import { dayName, sameDay } from '@/texts/format';
import { plural, useTexts } from '@/texts/texts';
import { Bubble, retry } from './Bubble';
import { Words } from './Content';
import { CHAT } from './texts';
import { Ticks } from './Ticks';
import css from './Messages.module.css';

const NEAR_PX = 90;
/** What is within so many screens is read before somebody gets there. */
const AHEAD = 2;
/** What nobody sees is not put right. */
const LEAST_PX = 0.5;
const LATE_MS = 60_000;
const JOINED_MS = 5 * 60_000;
/** What failed longer ago is not sent along with the rest: whoever wants it still tries it by itself. */
const RETRIED_MS = 24 * 3_600_000;

interface Props {
  conversation: Conversation;
  /** What the customer had written unread when the conversation was opened. */
  unreadAtOpening: number;
  onZoom: (url: string) => void;
  onReply: (message: Message) => void;
  onCorrect: (message: Message) => void;
  jumpTo: Place | null;
}

/** Where a row stands on the screen, and how far all had been scrolled then. */
interface Stand {
  top: number;
  scrollTop: number;
}

/** How far a row has moved by anything but scrolling. */
function movedFrom(before: Stand, now: Stand, box: Element): number {
  const scrolled = now.scrollTop - before.scrollTop;
  // Nobody gets to the upper end by going down: what is read has become shorter, and the browser itself has gone with it.
  const isPushed = scrolled > 0 && now.scrollTop <= box.clientHeight - box.scrollHeight + 1;
  return now.top - before.top + (isPushed ? 0 : scrolled);
}

/** Where a message is. */
interface Place {
  id: string;
  seq: number;
}

/** What has been written here and not answered by the server yet. */
function Waiting({ letter }: { letter: Letter }) {
  const t = useTexts(CHAT);
  const isClash = letter.problem?.startsWith('SOMEBODY_WROTE ') ?? false;

  function sendAnyway(): void {
    const { input } = letter.variables as { input: Record<string, unknown> };
    const key = newKey();
    discard(letter.key);
    post(SendMessage, { input: { ...input, lastSeenSeq: null, idempotencyKey: key } } as never, { ...letter, key });
  }

  return (
    <div className={css.waiting} data-letter={letter.key}>
      <div className={css.bubble}>
        <Words text={letter.text} />
        <span className={css.meta}>{letter.state === 'REFUSED' ? <Ticks status="FAILED" /> : <Ticks status="QUEUED" />}</span>
      </div>
      {letter.state === 'REFUSED' && (
        <p role="alert">
          {isClash ? t.somebodyWrote : `${t.notSent}: ${letter.problem}`}
          <button type="button" onClick={isClash ? sendAnyway : () => repost(letter.key)}>{isClash ? t.sendAnyway : t.retry}</button>
          <button type="button" onClick={() => discard(letter.key)}>{t.discard}</button>
        </p>
      )}
      {letter.state === 'WAITING' && !navigator.onLine && <p><IconClock size={13} aria-hidden /> {t.waitsForConnection}</p>}
    </div>
  );
}

/** The event of a message may be quicker than the answer to sending it: then both stand for the same. */
function unanswered(letters: readonly Letter[], conversationId: string, ids: readonly string[]): Letter[] {
  const ours = letters.filter((it) => it.lane === conversationId);
  if (ours.length === 0) return [];
  const taken = new Set<string>();
  return ours.filter((letter) => {
    const twin = ids.slice(-60).find((id) => {
      const message = messages.get(id);
      return message?.author === 'ADVISOR' && message.seq > letter.afterSeq && message.text === letter.text && !taken.has(id);
    });
    if (twin) taken.add(twin);
    return !twin;
  });
}

export function Messages({ conversation, unreadAtOpening, onZoom, onReply, onCorrect, jumpTo }: Props) {
  const t = useTexts(CHAT);
  const now = useNow();
  const thread = useThread(conversation.id);
  const { ids, earlier, later, around, latest, hasLater } = thread;
  const scroller = useRef<HTMLDivElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  const held = useRef<(Stand & { row: Element }) | null>(null);
  const isNewest = useRef(true);
  const wanted = useRef<Place | null>(null);
  const [isNearEnd, setNearEnd] = useState(true);
  const [seenSeq, setSeenSeq] = useState(0);
  const letters = unanswered(useOutbox(), conversation.id, ids);
  const lastId = ids.at(-1) ?? null;
  const lastLetter = letters.at(-1)?.key ?? null;

  // The line above what was unread stays where it was when the conversation was opened.
  const [firstUnread, setFirstUnread] = useState<string | null>(null);
  const isLineDrawn = useRef(false);
  useEffect(() => {
    if (!thread.isLoaded || isLineDrawn.current) return;
    isLineDrawn.current = true;
    const inbound = ids.filter((id) => messages.get(id)?.direction === 'INBOUND');
    setFirstUnread(unreadAtOpening > 0 ? (inbound.at(-Math.min(unreadAtOpening, inbound.length)) ?? null) : null);
  }, [thread.isLoaded, ids, unreadAtOpening]);

  const isAtEnd = isNearEnd && !hasLater;
  const lastSeq = messages.get(lastId ?? '')?.seq ?? 0;
  const newestSeq = Math.max(lastSeq, conversation.lastMessage?.seq ?? 0);

  /**
   * Remembers where what is read stands, by one message: this one, the same as before as long as it is in sight, or the uppermost.
   * What comes into sight just now has the height that was guessed for it, and says nothing yet.
   */
  const hold = useCallback((chosen: Element | null = null) => {
    const box = scroller.current;
    // Messages alone: what stands between them goes where they begin.
    const rows = inner.current?.getElementsByClassName(css.row!);
    if (!box || !rows) return;
    const { top, bottom } = box.getBoundingClientRect();
    const isInSight = (it: Element): boolean => it.isConnected && it.getBoundingClientRect().bottom > top && it.getBoundingClientRect().top < bottom;
    const before = held.current;
    let row: Element | undefined = chosen ?? before?.row;
    if (!row || (!chosen && !isInSight(row))) {
      let [low, high] = [0, rows.length];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (rows[middle]!.getBoundingClientRect().bottom <= top) low = middle + 1;
        else high = middle;
      }
      row = rows[low];
    }
    if (!row) return;
    const now = { top: row.getBoundingClientRect().top, scrollTop: box.scrollTop };
    // Less than a pixel is kept in mind: a hundred of them are a line.
    const rest = before && row === before.row ? movedFrom(before, now, box) : 0;
    held.current = { row, scrollTop: now.scrollTop, top: now.top - (Math.abs(rest) < 1 ? rest : 0) };
  }, []);

  /** Brings what is read back to where it stood, whatever came, went or took another height around it; scrolling alone moves it. */
  const settle = useCallback(() => {
    const box = scroller.current;
    const it = held.current;
    if (!box || !it?.row.isConnected || (-box.scrollTop < NEAR_PX && isNewest.current)) return;
    const moved = movedFrom(it, { top: it.row.getBoundingClientRect().top, scrollTop: box.scrollTop }, box);
    if (Math.abs(moved) < LEAST_PX) return;
    const wanted = it.row.getBoundingClientRect().top - moved;
    box.scrollTop += moved;
    held.current = { ...it, top: wanted, scrollTop: box.scrollTop };
  }, []);

  const onScroll = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    settle();
    hold();
    // Bottom up: 0 is the newest, less is earlier.
    setNearEnd(-box.scrollTop < NEAR_PX);
    if (box.scrollHeight - box.clientHeight + box.scrollTop < AHEAD * box.clientHeight) void earlier();
    else if (hasLater && -box.scrollTop < AHEAD * box.clientHeight) void later();
  }, [settle, hold, earlier, later, hasLater]);

  // What unfolds in a message unfolds under the finger that asked for it.
  const onPointerDown = useCallback((event: PointerEvent) => hold((event.target as Element).closest(`.${css.row}`)), [hold]);

  // Whoever got to the beginning while something else was being read need not move again.
  const isIdle = thread.isLoaded && !thread.isLoading && !thread.problem;
  useEffect(() => {
    if (isIdle) onScroll();
  }, [isIdle, onScroll]);

  useEffect(() => {
    if (isAtEnd) setSeenSeq(newestSeq);
  }, [isAtEnd, newestSeq]);

  // Whatever comes or goes above and below: what somebody reads further up stays where it is.
  useLayoutEffect(() => {
    isNewest.current = !hasLater;
    settle();
    hold();
  });

  // What is out of sight has the height that is guessed for it, and its own once it is near.
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      settle();
      hold();
    });
    observer.observe(inner.current!);
    observer.observe(scroller.current!);
    return () => observer.disconnect();
  }, [settle, hold]);

  const toEnd = useCallback(() => {
    void latest().then(() => requestAnimationFrame(() => { if (scroller.current) scroller.current.scrollTop = 0; }));
  }, [latest]);

  // One's own words are always seen.
  useEffect(() => {
    if (lastLetter) toEnd();
  }, [lastLetter, toEnd]);

  const show = useCallback((id: string) => {
    const element = inner.current?.querySelector<HTMLElement>(`[data-message="${CSS.escape(id)}"]`);
    if (!element) return false;
    element.scrollIntoView({ block: 'center' });
    element.animate([{ backgroundColor: 'var(--accent-soft)' }, { backgroundColor: 'transparent' }], { duration: 1600 });
    hold(element.closest(`.${css.row}`));
    return true;
  }, [hold]);

  const jump = useCallback((place: Place) => {
    if (show(place.id)) return;
    wanted.current = place;
    void around(place.seq);
  }, [show, around]);

  useEffect(() => {
    if (jumpTo) jump(jumpTo);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each that was asked for
  }, [jumpTo]);
  useEffect(() => {
    if (!wanted.current || thread.isLoading) return;
    if (show(wanted.current.id) || thread.problem) wanted.current = null;
    else void around(wanted.current.seq);
  }, [ids, show, around, thread.isLoading, thread.problem]);

  const unseen = isAtEnd ? 0 : Math.max(0, newestSeq - seenSeq);
  const unsent = ids.map((id) => messages.get(id)).filter((it): it is Message => it !== undefined && shownStatus(it) === 'FAILED' && now - new Date(it.occurredAt).getTime() < RETRIED_MS);
  const failed = unsent.filter((it) => it.status === 'FAILED');

  const rows: ReactNode[] = [];
  ids.forEach((id, index) => {
    const message = messages.get(id);
    const before = messages.get(ids[index - 1] ?? '');
    if (!message) return;
    const isNewDay = !before || !sameDay(before.occurredAt, message.occurredAt);
    if (isNewDay) rows.push(<h3 key={`day-${id}`} className={css.day}><span>{dayName(message.occurredAt)}</span></h3>);
    if (id === firstUnread) rows.push(<p key="unread" className={css.line} role="separator"><span>{t.newMessages}</span></p>);
    const apart = before ? new Date(message.occurredAt).getTime() - new Date(before.occurredAt).getTime() : 0;
    rows.push(
      <div key={id} className={css.row}>
        <Bubble id={id} customer={conversation.customer.displayName} channel={conversation.account.type} isLate={apart < -LATE_MS} isJoined={!isNewDay && id !== firstUnread && before?.author === message.author && before.advisor?.id === message.advisor?.id && !before.note && Math.abs(apart) < JOINED_MS} onZoom={onZoom} onReply={onReply} onJump={jump} onCorrect={onCorrect} />
      </div>,
    );
  });

  return (
    <div className={css.frame}>
      <div className={css.scroller} ref={scroller} onScroll={onScroll} onPointerDown={onPointerDown} tabIndex={0} role="region" aria-label={t.thread} id="thread">
        <div ref={inner} className={css.inner}>
          {!thread.isLoaded && thread.problem && (
            <div className={css.problem}><Empty title={inWords(thread.problem)} action={<Button variant="light" onClick={() => void thread.refresh()}>{t.retry}</Button>} /></div>
          )}
          {!thread.isLoaded && !thread.problem && (
            <div className={css.bones}>{[56, 38, 64, 44].map((width, index) => <span key={width} data-ours={index % 2 || undefined}><Bone width={`${width}%`} height={44} /></span>)}</div>
          )}
          {thread.isLoaded && <p className={css.beginning}>{thread.hasEarlier ? t.earlier : t.beginning}</p>}
          {rows}
          {letters.map((it) => <Waiting key={it.key} letter={it} />)}
        </div>
      </div>
      {unsent.length > 1 && (
        <div className={css.failed} role="alert">
          {plural(unsent.length, t.failedOne, t.failedMany)}
          {failed.length > 0 ? <Button size="compact-xs" color="red" variant="light" onClick={() => failed.forEach((it) => void retry(it))}>{t.retryAll(String(failed.length))}</Button> : <span>{t.retrying}</span>}
        </div>
      )}
      {!isAtEnd && (
        <button type="button" className={css.jump} onClick={toEnd} aria-label={t.jump}>
          {unseen > 0 && <b>{plural(unseen, t.newOne, t.newMany)}</b>}
          <IconArrowDown size={18} aria-hidden />
        </button>
      )}
    </div>
  );
}
