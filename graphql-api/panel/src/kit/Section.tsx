import { type ReactNode, useId } from 'react';
import css from './section.module.css';

/** A part of a page that stands for itself: what it is about, what can be done with it, and what it holds. */
export function Section({ title, help, tools, children }: { title: ReactNode; help?: ReactNode; tools?: ReactNode; children?: ReactNode }) {
  const id = useId();
  return (
    <section className={css.section} aria-labelledby={id}>
      <header className={css.head}>
        <div className={css.words}>
          <h2 id={id}>{title}</h2>
          {help && <p className={css.help}>{help}</p>}
        </div>
        {tools && <div className={css.tools}>{tools}</div>}
      </header>
      {children}
    </section>
  );
}

/** Sections one below the other, no wider than reads well. */
export function Sections({ children, isWide }: { children: ReactNode; isWide?: boolean }) {
  return <div className={css.sections} data-wide={isWide || undefined}>{children}</div>;
}
