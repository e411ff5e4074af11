import { useState } from 'react';
import { ActionIcon } from '@mantine/core';
import { IconMinus, IconPlus, IconX } from '@tabler/icons-react';
import { BareDialog } from '@/kit/Dialog';
import { useTexts } from '@/texts/texts';
import { CHAT } from './texts';
import css from './Lightbox.module.css';

const MOST = 5;

/** A picture by itself, up to five times its size, by buttons, wheel or the keys + and -. */
export function Lightbox({ url, onClose }: { url: string; onClose: () => void }) {
  const t = useTexts(CHAT);
  const [scale, setScale] = useState(1);
  const zoom = (by: number) => setScale((it) => Math.min(MOST, Math.max(1, it * by)));
  return (
    <BareDialog label={t.image} onClose={onClose} classNames={{ content: css.content, body: css.body }}>
      <div className={css.tools}>
        <ActionIcon variant="filled" color="dark" size={38} aria-label={t.zoomOut} onClick={() => zoom(1 / 1.4)}><IconMinus size={18} aria-hidden /></ActionIcon>
        <ActionIcon variant="filled" color="dark" size={38} aria-label={t.zoomIn} onClick={() => zoom(1.4)}><IconPlus size={18} aria-hidden /></ActionIcon>
        <ActionIcon variant="filled" color="dark" size={38} aria-label={t.closeImage} onClick={onClose} data-autofocus><IconX size={18} aria-hidden /></ActionIcon>
      </div>
      <div className={css.stage} tabIndex={0} role="group" aria-label={t.image} onWheel={(event) => zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15)} onKeyDown={(event) => (event.key === '+' ? zoom(1.4) : event.key === '-' ? zoom(1 / 1.4) : undefined)} onDoubleClick={() => setScale(scale > 1 ? 1 : 2.5)} onClick={(event) => event.target === event.currentTarget && onClose()}>
        <img src={url} alt="" style={{ width: `${scale * 100}%`, maxWidth: scale === 1 ? 'min(100%, 1100px)' : 'none' }} />
      </div>
    </BareDialog>
  );
}
