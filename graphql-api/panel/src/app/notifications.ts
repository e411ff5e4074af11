import { Notifications, type NotificationsSubscription } from '@generated';
import { follow } from '@/api/live';
import { textsNow } from '@/texts/texts';
import { setSettings, settingsNow } from './settings';
import { APP } from './texts';
import { tell } from './toasts';

type News = NotificationsSubscription['notifications'];

const SEEN = 'isac.notified';

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

/** Tells what somebody has to act on: a toast, a sound, and the desktop where they want it; quiet for the chat that is being looked at. */
export function tellNews(open: (path: string) => void): () => void {
  return follow(Notifications, {}, {
    resync: () => {},
    event: (news) => void (async () => {
      const path = news.conversation ? `/inbox/${news.conversation.id}` : '/channels';
      const isLookedAt = document.hasFocus() && location.pathname === path;
      if (isLookedAt || !(await isFirst(news.cursor))) return;
      const words = title(news);
      tell(words, { label: textsNow(APP).open, run: () => open(path) });
      const { hasSound, hasDesktop } = settingsNow();
      if (hasSound) chime();
      if (hasDesktop && !document.hasFocus() && globalThis.Notification?.permission === 'granted') {
        const shown = new Notification(words, { tag: news.conversation?.id ?? news.channel?.id ?? news.cursor });
        shown.onclick = () => {
          window.focus();
          open(path);
          shown.close();
        };
      }
    })(),
  });
}
