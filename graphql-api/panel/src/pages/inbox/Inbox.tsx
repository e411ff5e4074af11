import { useCallback, useRef, useState } from 'react';
import { IconMessages } from '@tabler/icons-react';
import { Route, Routes, useLocation, useNavigate, useParams } from 'react-router';
import { useActions } from '@/app/actions';
import { Arrivals } from '@/chat/Arrivals';
import { Chat } from '@/chat/Chat';
import { Context } from '@/chat/Context';
import { CHAT } from '@/chat/texts';
import { Empty } from '@/kit';
import { useTexts } from '@/texts/texts';
import { List } from './List';
import { usePicked } from './picked';
import { INBOX } from './texts';
import { Views } from './Views';
import css from './Inbox.module.css';

const CONTEXT = 'isac.context';

function Screen() {
  const t = useTexts(INBOX);
  const c = useTexts(CHAT);
  const { id = null } = useParams();
  const { search } = useLocation();
  const navigate = useNavigate();
  const ids = useRef<readonly string[]>([]);
  const [hasContext, setContext] = useState(() => localStorage.getItem(CONTEXT) !== 'no' && matchMedia('(min-width: 1241px)').matches);
  const onOrder = useCallback((next: readonly string[]) => { ids.current = next; }, []);
  const open = useCallback((next: string | undefined) => next && void navigate({ pathname: `/inbox/${next}`, search }), [navigate, search]);
  const step = (by: number) => open(ids.current[Math.min(ids.current.length - 1, Math.max(0, id ? ids.current.indexOf(id) + by : 0))]);
  const picked = usePicked();

  function toggleContext(): void {
    setContext(!hasContext);
    localStorage.setItem(CONTEXT, hasContext ? 'no' : 'yes');
  }

  useActions([
    { id: 'next', title: c.next, section: c.section, shortcuts: [{ code: 'KeyJ' }], run: () => step(1) },
    { id: 'previous', title: c.previous, section: c.section, shortcuts: [{ code: 'KeyK' }], run: () => step(-1) },
  ]);

  return (
    <div className={css.inbox} id="inbox" data-open={id !== null || undefined} data-context={(hasContext && id !== null) || undefined}>
      <Views />
      <List open={id} onOrder={onOrder} picked={picked} />
      {id ? <Chat id={id} onBack={() => void navigate({ pathname: '/inbox', search })} onNext={() => step(1)} onPrevious={() => step(-1)} hasContext={hasContext} onContext={toggleContext} isPicking={picked.ids.size > 0} /> : <div className={css.nothing}><Empty icon={IconMessages} title={t.choose}>{t.chooseHelp}</Empty></div>}
      {id && hasContext && <Context key={id} id={id} onClose={toggleContext} />}
      <Arrivals />
    </div>
  );
}

export default function Inbox() {
  return (
    <Routes>
      <Route path=":id?" element={<Screen />} />
    </Routes>
  );
}
