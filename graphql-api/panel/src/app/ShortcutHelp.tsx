import { useState } from 'react';
import { Keys } from '@/kit';
import { Dialog } from '@/kit/Dialog';
import { useTexts } from '@/texts/texts';
import { actionsNow } from './actions';
import { APP } from './texts';
import css from './ShortcutHelp.module.css';

/** All keys that do something where one is now. */
export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const t = useTexts(APP);
  const [actions] = useState(() => actionsNow().filter((it) => it.shortcuts?.length));
  const sections = [...new Set(actions.map((it) => it.section))];
  return (
    <Dialog isOpen onClose={onClose} title={t.shortcuts} size={680}>
      <div className={css.help}>
        {sections.map((section) => (
          <section key={section}>
            <h3>{section}</h3>
            <dl>
              {actions.filter((it) => it.section === section).map((it) => (
                <div key={it.id}>
                  <dt>{it.title}</dt>
                  <dd>{it.shortcuts?.map((keys) => <Keys key={JSON.stringify(keys)} of={keys} />)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
