import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { IconMoodConfuzed } from '@tabler/icons-react';
import { Empty } from '@/kit';
import { textsNow } from '@/texts/texts';
import { APP } from './texts';

/** A page that breaks leaves the others alone. `name` is the page: going to another one starts anew. */
export class Broken extends Component<{ name: string; children: ReactNode }, { problem: Error | null; name: string }> {
  override state = { problem: null, name: this.props.name };

  static getDerivedStateFromError(problem: Error) {
    return { problem };
  }

  static getDerivedStateFromProps(props: { name: string }, state: { name: string }) {
    return props.name === state.name ? null : { problem: null, name: props.name };
  }

  override componentDidCatch(problem: Error, info: ErrorInfo): void {
    // The console is where a developer looks; nothing of it leaves the browser.
    reportError(problem);
    void info;
  }

  override render() {
    if (!this.state.problem) return this.props.children;
    const t = textsNow(APP);
    return (
      <Empty icon={IconMoodConfuzed} title={t.broken} action={<Button onClick={() => location.reload()}>{t.retry}</Button>}>
        {t.brokenHelp}
      </Empty>
    );
  }
}
