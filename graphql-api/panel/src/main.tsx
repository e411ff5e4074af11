import '@fontsource-variable/inter/wght.css';
import './kit/tokens.css';
import '@mantine/core/styles.layer.css';
import { StrictMode, useCallback, useEffect, useMemo, useState } from 'react';
import { Button, MantineProvider } from '@mantine/core';
import { IconMapOff, IconPlugConnectedX } from '@tabler/icons-react';
import { createRoot } from 'react-dom/client';
import { Navigate, type RouteObject, RouterProvider, createBrowserRouter } from 'react-router';
import { SetPresence, Viewer } from '@generated';
import { LoginNeeded, ask, logOut, whenLoginIsNeeded } from './api/http';
import { hangUp } from './api/live';
import { openOutbox } from './api/outbox';
import { forgetAll } from './api/queries';
import { forgetConversations } from './conversations/conversations';
import { Login } from './app/Login';
import { PAGES } from './app/pages';
import { type Me, MeProvider, isIn } from './app/session';
import { setSettings } from './app/settings';
import { Shell, Starting } from './app/Shell';
import { APP } from './app/texts';
import { Empty } from './kit';
import { theme } from './kit/theme';
import { useTexts } from './texts/texts';

function NoPage() {
  const t = useTexts(APP);
  return <Empty icon={IconMapOff} title={t.notFound} action={<Button component="a" href="/inbox">{t.goInbox}</Button>} />;
}

function routes(me: Me, leave: () => void): RouteObject[] {
  const pages = PAGES.filter((it) => isIn(me, it.circle));
  const home = pages[0] ? `/${pages[0].path}` : '/nothing';
  return [
    {
      element: <Shell onLeave={leave} />,
      hydrateFallbackElement: <Starting />,
      children: [
        { index: true, element: <Navigate to={home} replace /> },
        { path: 'index.html', element: <Navigate to={home} replace /> },
        ...pages.map(({ path, load }) => ({ path: `${path}/*`, lazy: async () => ({ Component: (await load()).default }) })),
        { path: '*', element: <NoPage /> },
      ],
    },
  ];
}

function Panel({ me, leave }: { me: Me; leave: () => void }) {
  const router = useMemo(() => createBrowserRouter(routes(me, leave)), [me, leave]);
  return <RouterProvider router={router} />;
}

function Start() {
  const t = useTexts(APP);
  const [state, setState] = useState<{ is: 'STARTING' | 'NOBODY' | 'UNREACHABLE' } | { is: 'HERE'; me: Me }>({ is: 'STARTING' });

  const start = useCallback(async () => {
    try {
      const { viewer: me } = await ask(Viewer, {});
      openOutbox(me.advisor?.id ?? me.name);
      setState({ is: 'HERE', me });
    } catch (problem) {
      setState({ is: problem instanceof LoginNeeded ? 'NOBODY' : 'UNREACHABLE' });
    }
  }, []);

  useEffect(() => {
    whenLoginIsNeeded(() => {
      hangUp();
      forgetAll();
      forgetConversations();
      setState({ is: 'NOBODY' });
    });
    void start();
  }, [start]);

  const leave = useCallback(async () => {
    await ask(SetPresence, { input: { status: 'OFFLINE' } }).catch(() => {});
    await logOut().catch(() => {});
    setSettings({ isPresent: true });
    location.assign('/');
  }, []);

  switch (state.is) {
    case 'STARTING':
      return null;
    case 'NOBODY':
      return <Login onEntered={() => void start()} />;
    case 'UNREACHABLE':
      return <Empty icon={IconPlugConnectedX} title={t.cannotReach} action={<Button onClick={() => void start()}>{t.retry}</Button>} />;
    case 'HERE':
      return (
        <MeProvider value={state.me}>
          <Panel me={state.me} leave={() => void leave()} />
        </MeProvider>
      );
  }
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    {/* The kit's variables stand in style sheets: what it would inject, the content security policy forbids. */}
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <Start />
    </MantineProvider>
  </StrictMode>,
);
