import { memo } from 'react';
import { IconAlertTriangleFilled, IconCheck, IconClockPause, IconSparkles, IconUser } from '@tabler/icons-react';
import { Link } from 'react-router';
import { shownStatus, useConversation, useNow } from '@/conversations/conversations';
import { useMe } from '@/app/session';
import { CHAT } from '@/chat/texts';
import { Ticks } from '@/chat/Ticks';
import { Avatar, TagMark } from '@/kit';
import { dateAndTime, exactly, listTime, span } from '@/texts/format';
import { plural, useTexts } from '@/texts/texts';
import { useWord } from '@/texts/words';
import { INBOX } from './texts';
import css from './List.module.css';

const SOON_MS = 6 * 3_600_000;

interface Shown {
  id: string;
  isOpen: boolean;
  isPicked: boolean;
  /** Whether it shows that it can be picked; else only under the pointer. */
  isPicking: boolean;
  search: string;
  onPress: (id: string) => void;
  onPick: (id: string, how: { isRange: boolean }) => void;
}

/** One conversation of the list: who, what was said last, and what is with it. */
export const Row = memo(function Row({ id, isOpen, isPicked, isPicking, search, onPress, onPick }: Shown) {
  const it = useConversation(id);
  const t = useTexts(INBOX);
  const c = useTexts(CHAT);
  const word = useWord();
  const now = useNow();
  const me = useMe().advisor?.id;
  if (!it) return null;
  const newest = it.lastMessage;
  const mine = it.drafts.find((draft) => draft.advisor.id === me);
  const others = it.activities.filter((activity) => activity.advisor.id !== me);
  const closesIn = it.replyWindow.closesAt ? new Date(it.replyWindow.closesAt).getTime() - now : null;

  function onClick(event: React.MouseEvent): void {
    if (event.shiftKey) {
      event.preventDefault();
      onPick(id, { isRange: true });
    } else {
      onPress(id);
    }
  }

  return (
    <div className={css.holder} data-picked={isPicked || undefined} data-picking={isPicking || undefined}>
      <Link to={{ pathname: `/inbox/${id}`, search }} className={css.row} data-conversation={id} aria-current={isOpen || undefined} data-unread={it.unreadCount > 0 || undefined} onClick={onClick} draggable={false}>
        <Avatar name={it.customer.displayName} size={40} channel={it.account} />
        <span className={css.words}>
          <span className={css.top}>
            <strong>{it.customer.displayName}</strong>
            {others.length > 0 && (
              <span className={css.viewers} title={others.map((activity) => (activity.activity === 'TYPING' ? c.typing : c.viewing)(activity.advisor.name)).join(', ')}>
                {others.slice(0, 3).map((activity) => <Avatar key={activity.advisor.id} name={activity.advisor.name} size={17} />)}
              </span>
            )}
            <time dateTime={it.lastActivityAt} title={exactly(it.lastActivityAt)}>{listTime(it.lastActivityAt)}</time>
          </span>
          <span className={css.middle}>
            <span className={css.snippet}>
              {mine?.text ? (
                <><b className={css.draft}>{t.draft}</b> {mine.text}</>
              ) : newest && (
                <>
                  {newest.direction === 'OUTBOUND' && <Ticks status={shownStatus(newest)} />}
                  {newest.author === 'ASSISTANT' && <IconSparkles size={13} className={css.spark} aria-label="ISAC" />}
                  {newest.text.replace(/\s+/g, ' ').slice(0, 120)}
                </>
              )}
            </span>
            {it.unreadCount > 0 && <span className={css.unread} aria-label={plural(it.unreadCount, t.unreadOne, t.unreadMany)}>{it.unreadCount >= 99 ? '99+' : it.unreadCount}</span>}
          </span>
          <span className={css.marks}>
            {it.control === 'WAITING' && <span className={css.mark} data-tone="warn"><IconUser size={12} aria-hidden />{word('control', 'WAITING')}</span>}
            {it.control === 'HUMAN' && <span className={css.mark}><IconUser size={12} aria-hidden />{it.assignee?.name ?? word('control', 'HUMAN')}</span>}
            {it.control === 'ASSISTANT' && <span className={css.mark} data-tone="ai"><IconSparkles size={12} aria-hidden />{it.suggestion ? c.suggestsIsac : 'ISAC'}</span>}
            {(it.priority === 'HIGH' || it.priority === 'URGENT') && <span className={css.mark} data-tone={it.priority === 'URGENT' ? 'bad' : 'warn'}><IconAlertTriangleFilled size={11} aria-hidden />{word('priority', it.priority)}</span>}
            {it.snoozedUntil && <span className={css.mark}><IconClockPause size={12} aria-hidden />{dateAndTime(it.snoozedUntil)}</span>}
            {closesIn !== null && closesIn > 0 && closesIn < SOON_MS && <span className={css.mark} data-tone="warn">{c.closesIn(span(closesIn))}</span>}
            {!it.replyWindow.isOpen && <span className={css.mark}>{t.windowClosed}</span>}
            {it.tags.slice(0, 2).map((tag) => <TagMark key={tag.id} {...tag} />)}
          </span>
        </span>
      </Link>
      <button type="button" role="checkbox" aria-checked={isPicked} aria-label={`${t.pick}: ${it.customer.displayName}`} className={css.pick} tabIndex={isPicking ? 0 : -1} onClick={(event) => onPick(id, { isRange: event.shiftKey })}>
        <IconCheck size={16} stroke={3} aria-hidden />
      </button>
    </div>
  );
});
