import { Notifications, type NotificationsSubscription } from '@generated';
import { follow } from '@/api/live';
import { onInbox } from '@/conversations/conversations';
import { fits } from '@/conversations/list';
import { VIEWS } from '@/conversations/views';
import { textsNow } from '@/texts/texts';
import { type Me, isIn } from './session';
import { NEWS_KINDS, type NewsKind, setSettings, settingsNow } from './settings';
import { APP } from './texts';
import { say, tell } from './toasts';

type News = NotificationsSubscription['notifications'];

const SEEN = 'isac.notified';
const BEFORE_THEIR_EYES = 'isac.before-their-eyes';

/** Two soft tones, made here: no file to fetch, nothing for the content security policy to allow. */
export function chime(): void {
  try {
    const audio = new AudioContext();
    [660, 880].forEach((pitch, index) => {
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      const at = audio.currentTime + index * 0.13;
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.0001, at);
      volume.gain.exponentialRampToValueAtTime(0.12, at + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.3);
      tone.connect(volume).connect(audio.destination);
      tone.start(at);
      tone.stop(at + 0.32);
      tone.onended = () => index === 1 && void audio.close();
    });
  } catch {
    // A browser that lets no sound be made before the first click.
  }
}

/** Asks the browser where it has to be asked; false when it does not let notifications be shown. */
export async function wantDesktop(wanted: boolean): Promise<boolean> {
  const may = !wanted || (globalThis.Notification !== undefined && (Notification.permission === 'granted' || (await Notification.requestPermission()) === 'granted'));
  setSettings({ hasDesktop: wanted && may });
  return may;
}

/** Lets the other tabs know for as long as somebody is at this one; a tab that is gone is forgotten by the browser. */
function beSeen(): () => void {
  if (!navigator.locks) return () => {};
  let leave: () => void = () => {};
  const come = (): void => {
    leave();
    // The event may come late, when they have gone already: then both tabs would take the other one for theirs.
    if (!document.hasFocus()) return;
    // Whoever goes before the lock is granted must not hold it for ever: all tabs would leave the telling to this one.
    const gone = new AbortController();
    const away = new Promise<void>((resolve) => gone.signal.addEventListener('abort', () => resolve()));
    leave = () => gone.abort();
    navigator.locks.request(BEFORE_THEIR_EYES, { mode: 'shared', signal: gone.signal }, () => away).catch(() => {});
  };
  const go = (): void => leave();
  window.addEventListener('focus', come);
  window.addEventListener('blur', go);
  come();
  return () => {
    window.removeEventListener('focus', come);
    window.removeEventListener('blur', go);
    leave();
  };
}

/** Whether somebody is at another tab, which then is the one to tell them, or to know that they see it already. */
async function isAtAnotherTab(): Promise<boolean> {
  if (document.hasFocus() || !navigator.locks) return false;
  const { held } = await navigator.locks.query();
  return held?.some((it) => it.name === BEFORE_THEIR_EYES) ?? false;
}

/** One tab tells each piece of news: the first that gets to it. */
async function isFirst(cursor: string): Promise<boolean> {
  const claim = (): boolean => {
    const seen = localStorage.getItem(SEEN) ?? '';
    if (seen.split(' ').includes(cursor)) return false;
    localStorage.setItem(SEEN, [...seen.split(' ').slice(-20), cursor].join(' ').trim());
    return true;
  };
  return navigator.locks ? navigator.locks.request(SEEN, claim) : claim();
}

function title(news: News): string {
  const t = textsNow(APP);
  const who = news.conversation?.customer.displayName ?? '';
  const channel = news.channel?.name ?? '';
  switch (news.type) {
    case 'HANDED_OVER':
      return t.handedOver(who);
    case 'FOLLOW_UP_DUE':
      return `${t.followUpDue}: ${news.followUp?.note ?? who}`;
    case 'CHANNEL_PAUSED':
      return t.channelPaused(channel);
    case 'CHANNEL_RESUMED':
      return t.channelResumed(channel);
    case 'CHANNEL_ALERT':
      return t.channelAlert(channel);
    case 'WEBHOOK_PAUSED':
      return t.webhookPaused;
    case 'ASSIGNED':
      return t.assigned(who);
    case 'RETURNED':
      return t.returned(who);
    case 'MENTIONED':
      return t.mentioned(news.note?.author?.name ?? '', news.note?.text ?? '');
    default:
      return who || channel;
  }
}

interface Piece {
  /** Names it among the tabs. */
  id: string;
  words: string;
  /** Where it leads; null where there is nothing for them to see. */
  path: string | null;
  /** What it takes the place of on the desktop. */
  tag: string;
}

/** A toast, a sound, and the desktop where they want it; in one tab, and quiet for the chat that is being looked at. */
async function tellOf({ id, words, path, tag }: Piece, open: (path: string) => void): Promise<void> {
  const isLookedAt = path !== null && document.hasFocus() && (`${location.pathname}${location.search}` === path || [path, path.replace('/inbox/', '/board/')].includes(location.pathname));
  if (isLookedAt || (await isAtAnotherTab()) || !(await isFirst(id))) return;
  if (path === null) say(words);
  else tell(words, { label: textsNow(APP).open, run: () => open(path) });
  const { hasSound, hasDesktop } = settingsNow();
  if (hasSound) chime();
  if (!hasDesktop || document.hasFocus() || globalThis.Notification?.permission !== 'granted') return;
  const shown = new Notification(words, { tag });
  shown.onclick = () => {
    window.focus();
    if (path !== null) open(path);
    shown.close();
  };
}

const pathOf = (conversationId: string): string => `/inbox/${conversationId}`;

/** Where somebody sees what a piece of news is about, by what they may see. */
export function whereIs(news: { type: string; conversation: { id: string } | null }, me: Me): string | null {
  if (news.conversation) return pathOf(news.conversation.id);
  if (news.type === 'WEBHOOK_PAUSED') return isIn(me, 'INTEGRATION') ? '/channels?part=webhooks' : null;
  return isIn(me, 'OPERATIONS') ? '/channels' : '/today';
}

/** As what somebody mutes it. */
export const kindOf = (type: string): NewsKind => NEWS_KINDS.find((it) => it === type) ?? 'CHANNELS';

/** What somebody has to act on. */
function tellNews(me: Me, open: (path: string) => void): () => void {
  return follow(Notifications, {}, {
    resync: () => {},
    event: (news) => {
      if (settingsNow().mutedNews.includes(kindOf(news.type))) return;
      void tellOf({ id: news.cursor, words: title(news), path: whereIs(news, me), tag: news.conversation?.id ?? news.channel?.id ?? news.cursor }, open);
    },
  });
}

/** A customer who writes in several lines is told of once. */
const BURST_MS = 8_000;
const MOST_LETTERS = 120;

/** New messages in the views that somebody wants to be told of. */
function tellMessages(me: string | null, open: (path: string) => void): () => void {
  const toldAt = new Map<string, number>();
  return onInbox({
    message: (conversation, message, isNew) => {
      const isWanted = isNew && message.direction === 'INBOUND' && settingsNow().toldViews.some((it) => fits(conversation, VIEWS[it], me));
      const now = Date.now();
      if (!isWanted || now - (toldAt.get(conversation.id) ?? 0) < BURST_MS) return;
      toldAt.set(conversation.id, now);
      void tellOf({ id: message.id, words: `${conversation.customer.displayName}: ${message.text.slice(0, MOST_LETTERS)}`, path: pathOf(conversation.id), tag: conversation.id }, open);
    },
  });
}

/** Tells of everything that this person wants to know, wherever in the panel they are. */
export function listenForNews(me: Me, open: (path: string) => void): () => void {
  const stops = [beSeen(), tellNews(me, open), tellMessages(me.advisor?.id ?? null, open)];
  return () => stops.forEach((it) => it());
}
