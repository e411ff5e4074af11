import type { ComponentType, CSSProperties, ReactNode } from 'react';
import { IconBrandInstagram, IconBrandTelegram, IconBrandWhatsapp, IconMail, IconMessage } from '@tabler/icons-react';
import { type Shortcut, keys } from '@/app/actions';
import { useWord } from '@/texts/words';
import css from './kit.module.css';

type Iconic = ComponentType<{ size?: number | string; stroke?: number | string; 'aria-hidden'?: boolean }>;

const MARKS: Record<string, Iconic> = { WHATSAPP: IconBrandWhatsapp, INSTAGRAM: IconBrandInstagram, TELEGRAM: IconBrandTelegram, EMAIL: IconMail };

/** The channel, recognisable at a glance. */
export function ChannelMark({ type, name, size = 16 }: { type: string; name?: string; size?: number }) {
  const word = useWord();
  const Mark = MARKS[type] ?? IconMessage;
  return (
    <span className={css.mark} data-channel={type} style={{ width: size, height: size }} role="img" aria-label={name ? `${word('channel', type)}: ${name}` : word('channel', type)} title={name}>
      <Mark size={size * 0.7} stroke={2} aria-hidden />
    </span>
  );
}

function initials(name: string): string {
  const letters = name.replace(/[^\p{L}\p{N}\s]/gu, '').trim().split(/\s+/).map((it) => [...it][0] ?? '');
  return ((letters[0] ?? '?') + (letters.length > 1 ? (letters.at(-1) ?? '') : '')).toUpperCase();
}

/** The same person has the same colour everywhere. */
function hue(name: string): number {
  let sum = 0;
  for (const it of name) sum = (sum * 31 + (it.codePointAt(0) ?? 0)) % 360;
  return sum;
}

export function Avatar({ name, size = 36, channel, title }: { name: string; size?: number; channel?: { type: string; name: string }; title?: string }) {
  const face = (
    <span className={css.avatar} style={{ '--hue': hue(name), width: size, height: size, fontSize: size * 0.38 } as CSSProperties} aria-hidden={title ? undefined : true} role={title ? 'img' : undefined} aria-label={title} title={title}>
      {initials(name)}
    </span>
  );
  if (!channel) return face;
  return (
    <span className={css.who}>
      {face}
      <ChannelMark type={channel.type} name={channel.name} size={Math.round(size * 0.46)} />
    </span>
  );
}

/** Why there is nothing here, and the next step. */
export function Empty({ icon: Mark, title, children, action }: { icon?: Iconic; title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={css.empty}>
      {Mark && <span className={css.emptyIcon}><Mark size={26} stroke={1.7} aria-hidden /></span>}
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}

/** The place of something that is being read: as large as it will be, so that nothing jumps. */
export function Bone({ width = '100%', height = 14 }: { width?: number | string; height?: number | string }) {
  return <span className={css.bone} style={{ width, height }} aria-hidden />;
}

export function Keys({ of }: { of: Shortcut }) {
  return (
    <span className={css.keys}>
      {keys(of).map((it) => <kbd key={it} className={css.kbd}>{it}</kbd>)}
    </span>
  );
}

export type Tone = 'plain' | 'accent' | 'ai' | 'bad' | 'warn' | 'good';

export function Pill({ tone = 'plain', children, title }: { tone?: Tone; children: ReactNode; title?: string }) {
  return <span className={css.pill} data-tone={tone} title={title}>{children}</span>;
}

export function TagMark({ name, color }: { name: string; color: string }) {
  return <span className={css.tag} style={{ '--tag': color } as CSSProperties}>{name}</span>;
}

/** A page's frame: its name, its tools, and what scrolls below. */
export function PageFrame({ title, tools, children, flush }: { title: string; tools?: ReactNode; children: ReactNode; flush?: boolean }) {
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1>{title}</h1>
        {tools && <div className={css.headTools}>{tools}</div>}
      </header>
      <div className={css.body} data-flush={flush || undefined}>{children}</div>
    </div>
  );
}

/** Only this server's own media are shown: a foreign picture would tell its host who looks. */
export function ownUrl(url: string | null | undefined): string | null {
  if (!url) return null;
  const own = new URL(url, location.origin);
  return own.origin === location.origin ? own.href : null;
}

/** An address that a person may follow; anything else than the web is none. */
export function webUrl(url: string | null | undefined): string | null {
  return url && /^https?:\/\//i.test(url) ? url : null;
}
