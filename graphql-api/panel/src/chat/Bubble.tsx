import { memo, useState } from 'react';
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconBan, IconCopy, IconCornerUpLeft, IconDots, IconMoodSmile, IconNote, IconRefresh, IconSparkles, IconThumbDown, IconThumbUp } from '@tabler/icons-react';
import { GiveFeedback, ReactToMessage, RetryMessage } from '@generated';
import { newKey } from '@/api/http';
import { change } from '@/api/queries';
import { orComplain, say } from '@/app/toasts';
import { type Message, messages, shownStatus, useMessage } from '@/conversations/conversations';
import { Avatar } from '@/kit';
import { clock, exactly, percent } from '@/texts/format';
import { useTexts } from '@/texts/texts';
import { useWord } from '@/texts/words';
import { Came, Content, Words } from './Content';
import { useFailureWords } from './failures';
import { CHAT } from './texts';
import { Ticks } from './Ticks';
import css from './Bubble.module.css';

const REACTIONS = ['👍', '❤️', '😂', '😮', '🙏', '🎉'];

const canRetry = (message: Message): boolean => message.status === 'FAILED' || message.status === 'UNKNOWN';

export async function retry(message: Message): Promise<void> {
  // Shown at once, so that nobody presses twice.
  const settle = messages.expect(message.id, { status: 'QUEUED' });
  const done = await change(RetryMessage, { input: { messageId: message.id, idempotencyKey: newKey() } });
  settle();
  orComplain(done);
}

function Evidence({ message }: { message: Message }) {
  const t = useTexts(CHAT);
  const word = useWord();
  const [given, setGiven] = useState<boolean | null>(null);
  const { evidence } = message;
  if (!evidence) return null;

  async function rate(helpful: boolean): Promise<void> {
    setGiven(helpful);
    const done = await change(GiveFeedback, { input: { messageId: message.id, helpful, idempotencyKey: newKey() } });
    if (orComplain(done)) say(t.thanks);
    else setGiven(null);
  }

  return (
    <div className={css.evidence} role="note" aria-label={t.why}>
      <p><b>{t.why}</b> {evidence.intent && word('intent', evidence.intent)} · {t.rule} <code>{evidence.rule}</code></p>
      {evidence.products.length > 0 && (
        <table>
          <caption className="unseen">{t.read} {t.readAt(clock(evidence.at))}</caption>
          <tbody>
            {evidence.products.map((it) => <tr key={it.sku}><td>{it.title}</td><td className="figure">{it.price.formatted}</td><td className="figure">{it.stock > 0 ? t.inStock(String(it.stock)) : t.outOfStock}</td></tr>)}
          </tbody>
        </table>
      )}
      <div className={css.rate}>
        <ActionIcon size="sm" aria-label={t.good} aria-pressed={given === true} color={given === true ? 'green' : 'gray'} onClick={() => void rate(true)}><IconThumbUp size={15} aria-hidden /></ActionIcon>
        <ActionIcon size="sm" aria-label={t.bad} aria-pressed={given === false} color={given === false ? 'red' : 'gray'} onClick={() => void rate(false)}><IconThumbDown size={15} aria-hidden /></ActionIcon>
      </div>
    </div>
  );
}

/** What can be done with a message. A menu is much to draw, and hundreds of messages have one: it is there once it is asked for. */
function More({ message, onExplain, onReply, onCorrect }: { message: Message; onExplain: () => void; onReply: (message: Message) => void; onCorrect: (message: Message) => void }) {
  const t = useTexts(CHAT);
  const [isWanted, setWanted] = useState(false);
  const isOurs = message.direction === 'OUTBOUND';
  if (!isWanted) return <button type="button" className={css.more} aria-label={t.more} aria-haspopup="menu" aria-expanded={false} onClick={() => setWanted(true)}><IconDots size={16} aria-hidden /></button>;
  return (
    <Menu defaultOpened position={isOurs ? 'bottom-end' : 'bottom-start'} width={210}>
      <Menu.Target><button type="button" className={css.more} aria-label={t.more}><IconDots size={16} aria-hidden /></button></Menu.Target>
      <Menu.Dropdown>
        {!message.isDeleted && (
          <div className={css.faces} role="group" aria-label={t.react}>
            {REACTIONS.map((emoji) => {
              const isMine = message.reactions.some((it) => it.author === 'ADVISOR' && it.emoji === emoji);
              return <button key={emoji} type="button" aria-pressed={isMine} aria-label={`${t.react} ${emoji}`} onClick={() => void change(ReactToMessage, { input: { messageId: message.id, emoji: isMine ? null : emoji, idempotencyKey: newKey() } }).then(orComplain)}>{emoji}</button>;
            })}
          </div>
        )}
        <Menu.Item leftSection={<IconCornerUpLeft size={15} />} onClick={() => onReply(message)}>{t.replyTo}</Menu.Item>
        <Menu.Item leftSection={<IconCopy size={15} />} onClick={() => void navigator.clipboard?.writeText(message.text).then(() => say(t.copied))}>{t.copy}</Menu.Item>
        {message.author === 'CUSTOMER' && message.analysis && <Menu.Item leftSection={<IconMoodSmile size={15} />} onClick={() => onCorrect(message)}>{t.correct}</Menu.Item>}
        {message.evidence && <Menu.Item leftSection={<IconSparkles size={15} />} onClick={() => onExplain()}>{t.why}</Menu.Item>}
        {canRetry(message) && <Menu.Item leftSection={<IconRefresh size={15} />} onClick={() => void retry(message)}>{t.retry}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}

/** One message. The assistant's have its colour and its mark; notes look like nothing that is sent. */
export const Bubble = memo(function Bubble({ id, isJoined, isLate, customer, channel, onZoom, onReply, onJump, onCorrect }: {
  id: string;
  /** Whether it goes on from the one before, by the same writer. */
  isJoined: boolean;
  isLate: boolean;
  customer: string;
  /** The type of the channel that it came or goes by. */
  channel: string;
  onZoom: (url: string) => void;
  onReply: (message: Message) => void;
  onJump: (place: { id: string; seq: number }) => void;
  onCorrect: (message: Message) => void;
}) {
  const message = useMessage(id);
  const t = useTexts(CHAT);
  const word = useWord();
  const failureWords = useFailureWords();
  const [isExplained, setExplained] = useState(false);
  if (!message) return null;

  if (message.note) {
    return (
      <div className={css.note} data-message={id}>
        <span className={css.noteHead}><IconNote size={14} aria-hidden />{t.note} · {message.note.author?.name ?? word('author', 'SYSTEM')}<time dateTime={message.occurredAt} title={exactly(message.occurredAt)}>{clock(message.occurredAt)}</time></span>
        <Words text={message.text} />
      </div>
    );
  }
  if (message.author === 'SYSTEM') {
    return <p className={css.system} data-message={id} data-long={message.text.includes('\n') || undefined} title={exactly(message.occurredAt)}>{message.text} · {clock(message.occurredAt)}</p>;
  }

  const isOurs = message.direction === 'OUTBOUND';
  const status = shownStatus(message);
  const writer = message.isWrittenElsewhere ? t.elsewhere : message.author === 'ADVISOR' ? (message.advisor?.name ?? word('author', 'ADVISOR')) : word('author', message.author);
  return (
    <div className={css.message} data-message={id} data-author={message.author} data-ours={isOurs || undefined} data-joined={isJoined || undefined}>
      <div className={css.line}>
        <div className={css.bubble}>
          {isOurs && !isJoined && (
            message.author === 'ASSISTANT' ? (
              <button type="button" className={css.isac} aria-expanded={isExplained} onClick={() => setExplained(!isExplained)} disabled={!message.evidence} title={t.why}><IconSparkles size={13} aria-hidden />ISAC</button>
            ) : (
              <span className={css.writer}>{message.author === 'ADVISOR' && message.advisor && <Avatar name={writer} size={15} />}{writer}</span>
            )
          )}
          {message.context && <Came context={message.context} messageId={id} at={message.occurredAt} onZoom={onZoom} />}
          {message.replyTo && (
            <button type="button" className={css.quoted} onClick={() => onJump(message.replyTo!)}>
              <b>{message.replyTo.author === 'CUSTOMER' ? customer : word('author', message.replyTo.author)}</b>
              <span>{message.replyTo.text}</span>
            </button>
          )}
          {message.isDeleted ? <span className={css.deleted}><IconBan size={14} aria-hidden /> {t.deleted}</span> : <Content message={message} onZoom={onZoom} />}
          <span className={css.meta}>
            {isLate && <span title={exactly(message.occurredAt)}>{t.late}</span>}
            {message.editedAt && <Tooltip label={t.before(message.earlierVersions.map((it) => it.text).join(' → '))} multiline maw={320}><span tabIndex={0}>{t.edited}</span></Tooltip>}
            <time dateTime={message.occurredAt} title={exactly(message.occurredAt)}>{clock(message.occurredAt)}</time>
            {isOurs && <Ticks status={status} />}
          </span>
          {message.reactions.length > 0 && <span className={css.reactions}>{message.reactions.map((it, index) => <span key={index} title={word('author', it.author)}>{it.emoji}</span>)}</span>}
        </div>
        <More message={message} onExplain={() => setExplained(!isExplained)} onReply={onReply} onCorrect={onCorrect} />
      </div>
      {status === 'FAILED' && (
        <p className={css.failure} role="alert" title={message.failure?.message}>
          {failureWords(channel, message.failure)}
          {canRetry(message) ? <button type="button" onClick={() => void retry(message)}>{t.retry}</button> : <span>{t.retrying}</span>}
        </p>
      )}
      {message.status === 'UNKNOWN' && <p className={css.failure}>{t.mayArriveTwice} <button type="button" onClick={() => void retry(message)}>{t.retry}</button></p>}
      {isExplained && <Evidence message={message} />}
      {!isOurs && message.analysis && message.analysis.intents.length > 0 && (
        <button type="button" className={css.intents} onClick={() => onCorrect(message)} title={t.correct}>
          {message.analysis.intents.map((it) => `${word('intent', it.intent)} ${percent(it.probability)}`).join(' · ')}
        </button>
      )}
    </div>
  );
});
