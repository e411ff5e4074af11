import { useEffect, useState } from 'react';
import { IconCloudOff } from '@tabler/icons-react';
import { useLiveness } from '@/api/live';
import { useOutbox } from '@/api/outbox';
import { plural, useTexts } from '@/texts/texts';
import { APP } from './texts';
import css from './Shell.module.css';

/** A moment without a connection is none of anybody's business. */
const PATIENCE_MS = 1_500;

export function ConnectionBar() {
  const t = useTexts(APP);
  const liveness = useLiveness();
  const waiting = useOutbox().filter((it) => it.state !== 'REFUSED').length;
  const [isLost, setLost] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLost(liveness !== 'LIVE'), liveness === 'LIVE' ? 0 : PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [liveness]);
  return (
    <div className={css.connection} role="status" data-shown={isLost || undefined} id="connection">
      {isLost && (
        <>
          <IconCloudOff size={16} aria-hidden />
          {waiting > 0 ? t.waitingToSend(plural(waiting, t.sendOne, t.sendMany)) : liveness === 'LOST' ? t.reconnecting : t.connecting}
        </>
      )}
    </div>
  );
}
